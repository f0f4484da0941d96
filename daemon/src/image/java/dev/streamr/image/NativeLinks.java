package dev.streamr.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Changes what the ELF files of a folder ask of the machine's loader, as {@code patchelf --remove-needed … --force-rpath} does, so
 * that the {@code ffmpeg} program starts on a bare server.
 *
 * <p>FFmpeg's libavdevice is linked to the X server, ALSA and PulseAudio to record from them. The daemon never does, a
 * server has none of them, and functions are bound when first called: those names can go. And the programs look beside
 * themselves for their own libraries only, not for those that the libraries need in turn (libva): an RPATH is looked at
 * for both, a RUNPATH for the first only. Of these paths the first folder stays, the file's own: a folder of somebody's
 * build machine is a place where another user of this one could put a library. Run as a single-file program:
 * {@code java NativeLinks.java FOLDER [UNWANTED_LIBRARY…]}; a name that no file needs is no error.
 *
 * <p>Source: System V ABI, chapter 5 (dynamic section), and LSB Core, "Symbol Versioning" (version needs).
 */
final class NativeLinks {

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final long DT_NULL = 0;
    private static final long DT_NEEDED = 1;
    private static final long DT_STRTAB = 5;
    private static final long DT_RPATH = 15;
    private static final long DT_RUNPATH = 29;
    private static final long DT_VERNEED = 0x6ffffffeL;
    private static final long DT_VERNEEDNUM = 0x6fffffffL;
    /** In the range that the ABI leaves to the operating system, and of no meaning to any loader. */
    private static final long IGNORED = 0x6000ffffL;

    private final byte[] file;
    private final ByteBuffer elf;

    NativeLinks(byte[] file) {
        this.file = file;
        this.elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void main(String[] args) throws IOException {
        Set<String> unwanted = Set.copyOf(List.of(args).subList(1, args.length));
        try (var files = Files.list(Path.of(args[0]))) {
            for (Path file : files.sorted().toList()) {
                byte[] elf = Files.readAllBytes(file);
                if (new NativeLinks(elf).change(unwanted) > 0) {
                    Files.write(file, elf);
                }
            }
        }
    }

    /** Changes the bytes in place; returns how many entries of the dynamic section are other than before. */
    int change(Set<String> unwanted) throws IOException {
        if (file.length < 64 || elf.getInt(0) != 0x464c457f || elf.get(4) != 2 || elf.get(5) != 1) {
            throw new IOException("not a 64-bit little-endian ELF file");
        }
        int dynamic = offset(PT_DYNAMIC, 0);
        int strings = offset(PT_LOAD, elf.getLong(find(dynamic, DT_STRTAB) + 8));
        int changed = 0;
        for (int at = dynamic; elf.getLong(at) != DT_NULL; at += 16) {
            long tag = elf.getLong(at);
            if (tag == DT_RUNPATH) {
                elf.putLong(at, DT_RPATH);
                cut(strings + (int) elf.getLong(at + 8));
                changed++;
            } else if (tag == DT_NEEDED && unwanted.contains(text(strings + (int) elf.getLong(at + 8)))) {
                elf.putLong(at, IGNORED);
                changed++;
            }
        }
        if (changed > 0) {
            dropVersionNeeds(dynamic, strings, unwanted);
        }
        return changed;
    }

    /** The loader insists on every library that a version is needed from: the chain must step over the removed ones. */
    private void dropVersionNeeds(int dynamic, int strings, Set<String> unwanted) throws IOException {
        int first = find(dynamic, DT_VERNEED) + 8;
        int count = find(dynamic, DT_VERNEEDNUM) + 8;
        long address = elf.getLong(first);
        int start = offset(PT_LOAD, address);
        int at = start;
        int last = -1;
        long kept = 0;
        for (long i = elf.getLong(count); i > 0; i--) {
            int next = elf.getInt(at + 12);
            if (!unwanted.contains(text(strings + elf.getInt(at + 4)))) {
                if (last < 0) {
                    elf.putLong(first, address + at - start);
                } else {
                    elf.putInt(last + 12, at - last);
                }
                last = at;
                kept++;
            }
            at += next;
        }
        if (last < 0) {
            throw new IOException("nothing would be left that a version is needed from, not even the C library");
        }
        elf.putInt(last + 12, 0);
        elf.putLong(count, kept);
    }

    /** Where the first entry with this tag lies: the tag, and eight bytes further its value. */
    private int find(int dynamic, long tag) throws IOException {
        for (int at = dynamic; elf.getLong(at) != DT_NULL; at += 16) {
            if (elf.getLong(at) == tag) {
                return at;
            }
        }
        throw new IOException("the dynamic section has no entry " + Long.toHexString(tag));
    }

    /** File offset of the first segment of this type; for PT_LOAD, of that address within its segment. */
    private int offset(int type, long address) throws IOException {
        long table = elf.getLong(32);
        int size = Short.toUnsignedInt(elf.getShort(54));
        int count = Short.toUnsignedInt(elf.getShort(56));
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * size;
            long start = elf.getLong(at + 16);
            long within = type == PT_LOAD ? address - start : 0;
            if (elf.getInt(at) == type && within >= 0 && within < elf.getLong(at + 32)) {
                return (int) (elf.getLong(at + 8) + within);
            }
        }
        throw new IOException("no segment of type " + type + " holds address " + address);
    }

    /** Ends a search path after its first folder: the rest names folders of the machine that it was built on. */
    private void cut(int path) {
        int colon = text(path).indexOf(':');
        for (int at = path + colon; colon >= 0 && elf.get(at) != 0; at++) {
            elf.put(at, (byte) 0);
        }
    }

    private String text(int at) {
        int end = at;
        while (elf.get(end) != 0) {
            end++;
        }
        return new String(file, at, end - at, StandardCharsets.UTF_8);
    }
}
