package tell443.quic;

/** How far one side's hello has got. */
final class Side {

    static final int LIMIT_INITIALS = 16;

    /** None until a frame came that did not bring the whole hello at once. */
    private static final CryptoStream NONE = CryptoStream.none();

    private CryptoStream stream = NONE;
    private int tried;
    /** Offset of the hello that is wanted: 0 of the first. */
    int base;
    /** Covered bytes the consumer has seen and found too few. */
    int shown;
    /** Nothing more is wanted from this side. */
    boolean done;
    /** The server asked the client to begin again: its next Initial shows the id that keys the server's. */
    boolean again;
    /** Some of the hello came. */
    boolean began;
    /** The hello was read, or it is known that it cannot be. */
    boolean settled;

    /** Whether one Initial more may be tried. */
    boolean mayTry() {
        return ++tried <= LIMIT_INITIALS;
    }

    boolean hasStream() {
        return stream != NONE;
    }

    CryptoStream stream() {
        return stream;
    }

    void keep(CryptoStream stream) {
        this.stream = stream;
    }

    /** Gives the stream away; {@link #NONE} is not {@link CryptoStream#isSmall}. */
    CryptoStream takeStream() {
        CryptoStream taken = stream;
        stream = NONE;
        return taken;
    }

    /** Another connection attempt began: what came of the hello so far does not belong to it. */
    void restart() {
        stream = NONE;
        shown = 0;
    }
}
