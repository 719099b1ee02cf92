package tell443.dns;

/** What one answer says. Filled in anew for each; reading it allocates nothing but {@link #name()}. */
public final class DnsAnswer {

    /** More addresses than that no program tries. */
    public static final int ADDRESSES = 32;
    /** ECHConfigs of one answer that are kept (RFC 9849 section 4); a server publishes one or two. */
    public static final int CONFIGS = 8;
    static final int NAME_LIMIT = 255;

    private final byte[] name = new byte[NAME_LIMIT * 4]; // a byte outside printable ASCII is four characters
    private int nameLength;
    private final long[] high = new long[ADDRESSES];
    private final long[] low = new long[ADDRESSES];
    private int addresses;
    private final int[] configIds = new int[CONFIGS];
    private final byte[][] publicNames = new byte[CONFIGS][];
    private final int[] publicNameLengths = new int[CONFIGS];
    private int configs;
    int type;
    int responseCode;
    boolean http3;

    void clear() {
        nameLength = 0;
        addresses = 0;
        configs = 0;
        type = 0;
        responseCode = 0;
        http3 = false;
    }

    void setName(byte[] text, int length) {
        System.arraycopy(text, 0, name, 0, length);
        nameLength = length;
    }

    void addAddress(long high, long low) {
        for (int i = 0; i < addresses; i++) {
            if (this.high[i] == high && this.low[i] == low) {
                return;
            }
        }
        if (addresses < ADDRESSES) {
            this.high[addresses] = high;
            this.low[addresses++] = low;
        }
    }

    void addConfig(int id, byte[] bytes, int at, int length) {
        if (configs < CONFIGS) {
            if (publicNames[configs] == null) {
                publicNames[configs] = new byte[NAME_LIMIT];
            }
            System.arraycopy(bytes, at, publicNames[configs], 0, length);
            publicNameLengths[configs] = length;
            configIds[configs++] = id;
        }
    }

    /** The name asked for: lower case, no dot at its end, bytes outside printable ASCII as {@code \xNN}; empty for the root. */
    @SuppressWarnings("deprecation") // the one way without a decoder: the bytes are ASCII
    public String name() {
        return new String(name, 0, 0, nameLength);
    }

    /** The name's bytes, {@link #nameLength()} of them. For reading only. */
    public byte[] nameBytes() {
        return name;
    }

    public int nameLength() {
        return nameLength;
    }

    /** The type asked for: 1 A, 28 AAAA, 65 HTTPS, ... */
    public int type() {
        return type;
    }

    /** RCODE: 0 is no error. */
    public int responseCode() {
        return responseCode;
    }

    /** Addresses of A and AAAA records and of address hints, IPv4 as IPv4-mapped IPv6. */
    public int addresses() {
        return addresses;
    }

    public long addressHigh(int i) {
        return high[i];
    }

    public long addressLow(int i) {
        return low[i];
    }

    /** An HTTPS or SVCB record offers ALPN h3 (RFC 9460 section 7.1). */
    public boolean offersHttp3() {
        return http3;
    }

    /** ECHConfigs of version 0xfe0d in HTTPS and SVCB records. */
    public int configs() {
        return configs;
    }

    /** The config_id, 0..255. */
    public int configId(int i) {
        return configIds[i];
    }

    /** The public_name, which stands in the outer ClientHello: bytes, {@link #publicNameLength} of them. For reading only. */
    public byte[] publicName(int i) {
        return publicNames[i];
    }

    public int publicNameLength(int i) {
        return publicNameLengths[i];
    }
}
