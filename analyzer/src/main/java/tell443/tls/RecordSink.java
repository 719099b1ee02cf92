package tell443.tls;

/** Told of every record, in order. */
public interface RecordSink {

    /** @param length the record's length field, bytes; 0 to 65,535 */
    void record(int contentType, int length);
}
