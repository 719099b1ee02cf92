package tell443.report;

import java.nio.file.Path;

/** Somebody who is told when a file of rows is whole, and when it is deleted again. */
public interface WholeFiles {

    WholeFiles NOBODY = new WholeFiles() {};

    /** @param rows that are in the file */
    default void whole(String name, long rows) throws OutputException {}

    /** Nothing was written since the last file, but the run has ended. */
    default void finished() throws OutputException {}

    default void deleted(Path file) {}
}
