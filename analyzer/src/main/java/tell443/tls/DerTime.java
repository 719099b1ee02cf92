package tell443.tls;

/** UTCTime and GeneralizedTime as RFC 5280 section 4.1.2.5 wants them: to the second, in Zulu. */
final class DerTime {

    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int DAY_SECONDS = 86_400;
    private static final int PIVOT = 50; // of years in two digits

    private DerTime() {}

    /** Seconds since 1970 of the element entered last; fails in the reader where it is no such time. */
    static long read(Der der) {
        int yearDigits = der.tag == UTC_TIME ? 2 : 4;
        boolean shaped = (der.tag == UTC_TIME || der.tag == GENERALIZED_TIME) && der.end - der.at == yearDigits + 11
                && der.bytes[der.end - 1] == 'Z';
        for (int i = der.at; shaped && i < der.end - 1; i++) {
            shaped = der.bytes[i] >= '0' && der.bytes[i] <= '9';
        }
        if (!shaped) {
            der.fail();
            return 0;
        }
        int at = der.at + yearDigits;
        int year = pair(der, at - 2) + (yearDigits == 4 ? pair(der, der.at) * 100 : pair(der, der.at) < PIVOT ? 2000 : 1900);
        int month = pair(der, at);
        int day = pair(der, at + 2);
        int second = pair(der, at + 4) * 3600 + pair(der, at + 6) * 60 + pair(der, at + 8);
        boolean real = month >= 1 && month <= 12 && day >= 1 && day <= 28 + extraDays(year, month) && pair(der, at + 4) < 24
                && pair(der, at + 6) < 60 && pair(der, at + 8) < 60;
        if (!real) {
            der.fail();
        }
        return days(year, month, day) * DAY_SECONDS + second;
    }

    private static int pair(Der der, int at) {
        return (der.bytes[at] - '0') * 10 + der.bytes[at + 1] - '0';
    }

    /** Days of the month beyond 28. */
    private static int extraDays(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 2 : 3;
    }

    /** Since 1970-01-01, proleptic Gregorian calendar; years are counted from March, so that the leap day comes last. */
    private static long days(int year, int month, int day) {
        int shifted = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
    }
}
