package tell443.report;

/**
 * When one file of rows ends and the next begins.
 *
 * @param periodNanos a new file for each such stretch of the run's clock; 0: when the name changes
 * @param bytes of rows that a file holds at most, before packing; 0: no limit
 * @param keep files of this run that are kept, the others are deleted; 0: all
 * @param replace files of earlier runs are replaced; else they stay, and names get numbers
 */
public record Rotation(FileNames names, long periodNanos, long bytes, int keep, boolean replace) {

    /** One file under one name, unless somebody asks for another. */
    boolean onlyOnRequest() {
        return periodNanos == 0 && bytes == 0 && !names.varies();
    }
}
