package dev.streamr.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installer leaves an invite's code in a file, and the first start joins with it. */
class JoinFileIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;
    private Friend origin;
    private Path invite;
    private String code = "";

    @BeforeEach
    void aCode() throws IOException, InterruptedException {
        origin = Friend.origin(folder);
        invite = folder.resolve("invite");
        code = new ObjectMapper().readTree(origin.daemon().streamr("invite", "--name", "alice", "--json").out())
                .required("code").asText();
    }

    @AfterEach
    void end() {
        origin.close();
    }

    @Test
    void joinsOnceAndDeletesTheFile() throws IOException, InterruptedException {
        try (ImageDaemon alice = friend("alice", code)) {
            await().atMost(SOON).until(() -> Files.notExists(invite));
            assertTrue(alice.streamr("status").out().contains("alice"), alice.log());
            assertFalse(alice.log().contains(code));
        }
    }

    @Test
    void waitsForAnOriginThatDoesNotAnswerYet() throws IOException, InterruptedException {
        assertEquals(0, origin.daemon().terminate());
        try (ImageDaemon alice = friend("alice", code)) {
            await().atMost(SOON).until(() -> alice.log().contains("not joined yet"));
            assertTrue(Files.exists(invite));
            origin.daemon().restart();
            await().atMost(SOON).until(() -> Files.notExists(invite));
            assertTrue(alice.log().contains("joined as alice"), alice.log());
        }
    }

    @Test
    void aCodeThatWasUsedIsSaidToBeAndGoes() throws IOException, InterruptedException {
        try (ImageDaemon alice = friend("alice", code)) {
            await().atMost(SOON).until(() -> Files.notExists(invite));
            try (ImageDaemon bob = friend("bob", code)) {
                await().atMost(SOON).until(() -> Files.notExists(invite));
                assertTrue(bob.log().contains("used by another machine"), bob.log());
            }
            assertTrue(alice.log().contains("joined as alice"), alice.log());
        }
    }

    private ImageDaemon friend(String name, String content) throws IOException {
        Files.writeString(invite, content);
        return new ImageDaemon(Image.BUILT, Files.createDirectory(folder.resolve(name)), "open",
                List.of("--join-file", invite.toString()));
    }
}
