package tell443.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;

/** Of files in turn: when the one at hand ends, what the next one is called, and which of the finished ones are kept. */
public final class Turns {

    private final Rotation rotation;
    private final long unitNanos;
    private final WholeFiles watcher;
    private final ArrayDeque<Path> finished = new ArrayDeque<>();
    private String name = ""; // of the file at hand, without a number
    private long slot = Long.MIN_VALUE;

    /** @param watcher is told of files that are deleted */
    public Turns(Rotation rotation, WholeFiles watcher) {
        this.rotation = rotation;
        this.watcher = watcher;
        unitNanos = rotation.periodNanos() > 0 ? rotation.periodNanos() : rotation.names().unitNanos();
    }

    /** Time that steps back ends nothing. @return whether the file at hand, if there is one, ends before what is of that time */
    public boolean passes(long nanos) {
        long now = Math.floorDiv(nanos, unitNanos);
        if (now <= slot) {
            return false;
        }
        slot = now;
        return rotation.periodNanos() > 0 || !rotation.names().at(slot * unitNanos).equals(name);
    }

    /** Begins a file. @return its name */
    public String next() {
        if (rotation.onlyOnRequest()) {
            name = rotation.names().at(0);
            return name;
        }
        name = rotation.names().at(slot * unitNanos);
        return rotation.names().unused(name, each -> !rotation.replace() && FileNames.exists(each));
    }

    /** One file under one name, unless somebody asks for another. */
    public boolean onlyOnRequest() {
        return rotation.onlyOnRequest();
    }

    /** The file that was begun as {@code begun} is whole and gets its name; one that was before it may have to go. @return its name */
    public Path commit(Output output, String begun) throws OutputException {
        // whoever asked for another one may have moved the one before away
        Path file = Path.of(onlyOnRequest() && !finished.isEmpty() ? FileNames.free(name) : begun);
        output.commitAs(file);
        finished.remove(file); // it was moved away: what has its name now is young
        finished.add(file);
        if (finished.size() > Math.max(1, rotation.keep())) {
            Path old = finished.remove();
            if (rotation.keep() > 0) {
                delete(old);
            }
        }
        return file;
    }

    /** What cannot be deleted is left: the rows matter more. */
    private void delete(Path old) {
        watcher.deleted(old);
        try {
            if (Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(old);
            }
        } catch (IOException e) {
            // it stays
        }
    }
}
