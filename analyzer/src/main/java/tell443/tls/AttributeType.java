package tell443.tls;

import java.util.Map;
import java.util.TreeMap;

/** Attribute types of distinguished names, by the short names they are registered under (RFC 4514 section 3 and beyond). */
enum AttributeType {
    COMMON_NAME("CN", true, "2.5.4.3", 0x55, 4, 3),
    COUNTRY("C", true, "2.5.4.6", 0x55, 4, 6),
    ORGANIZATION("O", true, "2.5.4.10", 0x55, 4, 10),
    UNIT("OU", true, "2.5.4.11", 0x55, 4, 11),
    LOCALITY("L", true, "2.5.4.7", 0x55, 4, 7),
    STATE("ST", true, "2.5.4.8", 0x55, 4, 8),
    STREET("STREET", true, "2.5.4.9", 0x55, 4, 9),
    DOMAIN_COMPONENT("DC", true, "0.9.2342.19200300.100.1.25", 0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 1, 25),
    USER_ID("UID", true, "0.9.2342.19200300.100.1.1", 0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 1, 1),
    EMAIL("emailAddress", false, "1.2.840.113549.1.9.1", 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 1),
    SURNAME("sn", false, "2.5.4.4", 0x55, 4, 4),
    SERIAL_NUMBER("serialNumber", false, "2.5.4.5", 0x55, 4, 5),
    TITLE("title", false, "2.5.4.12", 0x55, 4, 12),
    DESCRIPTION("description", false, "2.5.4.13", 0x55, 4, 13),
    BUSINESS_CATEGORY("businessCategory", false, "2.5.4.15", 0x55, 4, 15),
    POSTAL_CODE("postalCode", false, "2.5.4.17", 0x55, 4, 17),
    NAME("name", false, "2.5.4.41", 0x55, 4, 41),
    GIVEN_NAME("givenName", false, "2.5.4.42", 0x55, 4, 42),
    QUALIFIER("dnQualifier", false, "2.5.4.46", 0x55, 4, 46),
    ORGANIZATION_IDENTIFIER("organizationIdentifier", false, "2.5.4.97", 0x55, 4, 97),
    JURISDICTION_LOCALITY("jurisdictionLocalityName", false, "1.3.6.1.4.1.311.60.2.1.1", 0x2B, 6, 1, 4, 1, 0x82, 0x37, 60, 2, 1, 1),
    JURISDICTION_STATE(
            "jurisdictionStateOrProvinceName", false, "1.3.6.1.4.1.311.60.2.1.2", 0x2B, 6, 1, 4, 1, 0x82, 0x37, 60, 2, 1, 2),
    JURISDICTION_COUNTRY("jurisdictionCountryName", false, "1.3.6.1.4.1.311.60.2.1.3", 0x2B, 6, 1, 4, 1, 0x82, 0x37, 60, 2, 1, 3);

    static final AttributeType[] ALL = values();

    final String keyword;
    /** Contents of the DER object identifier. */
    final byte[] encoded;
    private final boolean known; // to the JDK by this keyword
    private final String dotted;

    AttributeType(String keyword, boolean known, String dotted, int... encoded) {
        this.keyword = keyword;
        this.known = known;
        this.dotted = dotted;
        this.encoded = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            this.encoded[i] = (byte) encoded[i];
        }
    }

    /** Those that the JDK has to be told. */
    static Map<String, String> keywords() {
        Map<String, String> keywords = new TreeMap<>();
        for (AttributeType type : ALL) {
            if (!type.known) {
                keywords.put(type.dotted, type.keyword);
            }
        }
        return keywords;
    }
}
