package tell443.flow;

/** One flow that is still open, as far as its row tells without being read as facts. Filled in anew for each flow. */
public final class OpenFlow {

    /** Who keeps it, and under which number: for {@link OpenFlows#facts}. */
    public int worker;
    public int id;
    public long flowId;
    public long startNanos;
    /** IP total lengths, both ways; and what came since the look before. */
    public long bytes;
    public long bytesSince;
    /** What it was judged to be; 0 when it has not been. */
    public int note;
    /** The run's clock when the flow was last judged; of one that has not been, when it was first seen here. */
    public long judgedNanos;
    /** Packets may have come since it was last judged, or it has not been judged yet. */
    public boolean due;
}
