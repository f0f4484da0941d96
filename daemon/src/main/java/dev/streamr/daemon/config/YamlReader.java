package dev.streamr.daemon.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a file into {@link ConfigNode}s that remember their lines. It stops at YAML's node tree on purpose: object
 * mappers tell of the first problem only, and know no line of a key that was given twice.
 */
final class YamlReader {

    /** Far more than any configuration needs. */
    private static final int LARGEST_FILE = 1 << 20;
    private static final int DEEPEST = 20;

    private final String file;
    private final Problems problems;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The root section; empty when the file is, or cannot be read. */
    static ConfigNode.Section read(Path path, Problems problems) {
        problems.reading(path.toString());
        YamlReader reader = new YamlReader(path.toString(), problems);
        Source whole = new Source.WholeFile(path.toString());
        if (Files.isDirectory(path)) {
            problems.add(whole, "", "is a folder; give a YAML file");
            return ConfigNode.Section.empty(whole);
        }
        try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            Node root = yaml().compose(in);
            if (root instanceof MappingNode mapping) {
                return reader.section("", mapping, whole);
            }
            if (root != null && !root.getTag().equals(Tag.NULL)) {
                problems.add(whole, "", "must hold keys and values, such as \"state-dir: /var/lib/streamr\"");
            }
        } catch (MarkedYAMLException e) {
            reader.syntaxError(e);
        } catch (YAMLException e) {
            problems.add(whole, "", "is not YAML: " + firstLine(e));
        } catch (IOException e) {
            problems.add(whole, "", "cannot be read: " + reason(path, e));
        }
        return ConfigNode.Section.empty(whole);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowRecursiveKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new Resolver());
    }

    private static String reason(Path path, IOException e) {
        if (!Files.exists(path)) {
            return "there is no such file";
        }
        return Files.isReadable(path) ? firstLine(e) : "permission denied";
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
    }

    private void syntaxError(MarkedYAMLException e) {
        Source where = e.getProblemMark() == null
                ? new Source.WholeFile(file)
                : new Source.FileLine(file, e.getProblemMark().getLine() + 1);
        problems.add(where, "", "is not YAML: " + e.getProblem());
    }

    private Source lineOf(Node node) {
        return new Source.FileLine(file, node.getStartMark().getLine() + 1);
    }

    private ConfigNode.Section section(String name, MappingNode mapping, Source source) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Source line = lineOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(line, name, "a key must be one word");
                continue;
            }
            String key = Keys.join(name, keyNode.getValue());
            ConfigNode former = entries.get(keyNode.getValue());
            if (former == null) {
                entries.put(keyNode.getValue(), node(key, tuple.getValueNode(), line));
            } else {
                problems.add(line, key, "is given twice, first at " + former.source());
            }
        }
        return new ConfigNode.Section(entries, source);
    }

    private ConfigNode node(String key, Node node, Source source) {
        if (!(node instanceof ScalarNode) && !seen.add(node)) {
            // An alias: it could name the node it stands in, or unfold without end.
            problems.add(source, key, "anchors and aliases are for single values only");
            return new ConfigNode.Scalar(null, source);
        }
        return switch (node) {
            case MappingNode mapping -> section(key, mapping, source);
            case SequenceNode sequence -> sequence(key, sequence, source);
            case ScalarNode scalar ->
                scalar.getTag().equals(Tag.NULL)
                        ? new ConfigNode.Scalar(null, scalar.getValue().isEmpty(), source)
                        : new ConfigNode.Scalar(scalar.getValue(), source);
            default -> throw new IllegalStateException("a YAML node of an unknown kind: " + node.getNodeId());
        };
    }

    private ConfigNode sequence(String key, SequenceNode sequence, Source source) {
        List<ConfigNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(node(key, item, lineOf(item)));
        }
        return new ConfigNode.Sequence(items, source);
    }
}
