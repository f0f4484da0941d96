package dev.streamr.playback.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void whatFillsAHoleIsEscaped() {
        Template template = new Template("<p title=\"{{a}}\">{{a}}</p>");
        assertEquals("<p title=\"&lt;i&gt;&quot;&#39;&amp;\">&lt;i&gt;&quot;&#39;&amp;</p>", template.render(Map.of("a",
                "<i>\"'&")));
    }

    @Test
    void backslashesAndDollarsAreOrdinaryLetters() {
        assertEquals("$1\\", new Template("{{a}}").render(Map.of("a", "$1\\")));
    }

    @Test
    void aValueCannotOpenAnotherHole() {
        assertEquals("{{b}}", new Template("{{a}}").render(Map.of("a", "{{b}}", "b", "secret")));
    }

    @Test
    void aHoleThatNothingFillsIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> new Template("{{a}}").render(Map.of()));
    }
}
