package tell443.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.Captures.Pcap;

class ArgumentsTest {

    private static final byte[] CAPTURE = Pcap.MICROS.file(Captures.some(1, 60, 1));

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("b/deep"));
        Files.write(folder.resolve("c.pcap"), CAPTURE);
        Files.write(folder.resolve("a"), CaptureFormatsTest.gzip(CAPTURE));
        Files.write(folder.resolve("b/deep/x.pcap"), CAPTURE);
        Files.writeString(folder.resolve("notes.pcap"), "no capture");
        Files.write(folder.resolve("text.gz"), CaptureFormatsTest.gzip(new byte[100]));
        Files.write(folder.resolve("empty.pcap"), new byte[0]);
    }

    private List<String> names(String... arguments) throws CaptureException {
        List<String> names = new ArrayList<>();
        for (CaptureFile file : Arguments.files(List.of(arguments))) {
            names.add(file.name().replace(folder + "/", ""));
        }
        return names;
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aFolderMeansItsCapturesSortedByName() throws Exception {
        assertEquals(List.of("a", "b/deep/x.pcap", "c.pcap"), names(folder.toString()));
    }

    @Test
    void aGlobMeansEveryFileItMatches() throws Exception {
        assertEquals(List.of("c.pcap", "empty.pcap", "notes.pcap"), names(in("*.pcap")));
        assertEquals(List.of("b/deep/x.pcap"), names(in("*/*/[w-z].pcap")));
        assertEquals(List.of("a", "b/deep/x.pcap"), names(in("?")), "a folder it matches means its captures");
        assertEquals(List.of("a", "c.pcap"), names(in("{a,c.pcap}")));
    }

    @Test
    void aNameWithWildcardsIsThatFileWhenItExists() throws Exception {
        Files.write(folder.resolve("[c].pcap"), CAPTURE);
        assertEquals(List.of("[c].pcap"), names(in("[c].pcap")));
    }

    @Test
    void theOrderOfTheArgumentsStays() throws Exception {
        assertEquals(List.of("c.pcap", "-", "a", "c.pcap"), names(in("c.pcap"), "-", in("a"), in("c.pcap")));
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertEquals(in("nothing") + ": cannot be read: no such file or folder", fault(in("nothing")));
        assertEquals(in("*.nothing") + ": no such file", fault(in("*.nothing")));
        assertEquals(in("[") + ": no such file", fault(in("[")));
        assertTrue(fault("a\0b").endsWith("not a file name"));
        assertEquals("-: standard input can be read only once; name it once", fault("-", "-"));
    }

    @Test
    void aFolderWithoutCapturesIsNamed() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(empty + ": no capture in this folder", fault(empty.toString()));
    }

    private String fault(String... arguments) {
        return assertThrows(CaptureException.class, () -> names(arguments)).getMessage();
    }
}
