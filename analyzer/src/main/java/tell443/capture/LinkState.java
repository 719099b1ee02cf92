package tell443.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether an interface is there, and whether it carries packets; as Linux says it, where it does. */
enum LinkState {
    UP, DOWN, ABSENT;

    private static final Path INTERFACES = Path.of("/sys/class/net");

    /** An interface that is none of the system's, such as {@code any}, is up. */
    static LinkState of(String name) {
        if (name.equals("any") || !Files.isDirectory(INTERFACES)) {
            return UP;
        }
        try {
            String state = Files.readString(INTERFACES.resolve(name).resolve("operstate")).strip();
            return switch (state) {
                case "down", "lowerlayerdown", "notpresent" -> DOWN;
                default -> UP;
            };
        } catch (IOException | IllegalArgumentException e) {
            return Files.isDirectory(INTERFACES.resolve("lo")) ? ABSENT : UP;
        }
    }
}
