package tell443.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

    private static final int FILES = OpenFiles.LIMIT * 2;
    private static final int PIECE = 100;

    @TempDir
    private Path folder;

    @Test
    void aParkedFileGoesOnWhereItWas() throws Exception {
        byte[] content = new byte[PIECE * 5];
        new Random(1).nextBytes(content);
        Path path = Files.write(folder.resolve("content"), content);
        OpenFiles openFiles = new OpenFiles();
        Progress progress = new Progress((long) content.length * FILES, true);
        List<FileBytes> files = new ArrayList<>();
        List<ByteBuffer> read = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(new FileBytes(path, openFiles, progress));
            read.add(ByteBuffer.allocate(content.length + 1));
        }
        for (int piece = 0; piece < 5; piece++) {
            for (int i = 0; i < FILES; i++) {
                assertEquals(PIECE, files.get(i).read(read.get(i).limit(PIECE * (piece + 1))));
            }
            assertTrue(descriptorsOf(path) <= OpenFiles.LIMIT);
        }
        assertEquals(1, progress.fraction());
        for (int i = 0; i < FILES; i++) {
            assertEquals(-1, files.get(i).read(read.get(i).limit(content.length + 1)));
            files.get(i).close();
            assertArrayEquals(content, Arrays.copyOf(read.get(i).array(), content.length));
        }
        assertEquals(0, descriptorsOf(path));
    }

    private static long descriptorsOf(Path path) throws Exception {
        Path own = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(own), "no /proc here");
        try (Stream<Path> links = Files.list(own)) {
            return links.filter(link -> isTo(link, path)).count();
        }
    }

    private static boolean isTo(Path link, Path path) {
        try {
            return Files.readSymbolicLink(link).equals(path);
        } catch (IOException e) {
            return false; // gone since: the descriptor that listed them
        }
    }
}
