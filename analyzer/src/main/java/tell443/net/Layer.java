package tell443.net;

/** What the next layer is, or how the walk ended. Ints, not an enum: the walk is the hottest switch of the program. */
final class Layer {

    /** No tunnel here: go on with the layer at hand. */
    static final int NONE = -2;
    /** The packet is a row now, or was dropped and counted. */
    static final int END = 0;

    static final int IPV4 = 1;
    static final int IPV6 = 2;
    static final int TCP = 3;
    static final int UDP = 4;
    static final int ETHERNET = 5;
    static final int VLAN = 6;
    static final int MPLS = 7;
    static final int PPPOE = 8;
    static final int PPP = 9;
    static final int GRE = 10;
    /** IPv4 or IPv6, as the first four bits say. */
    static final int IP_ANY = 11;
    static final int OTHER = 12;

    private Layer() {}
}
