package tell443.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            clear screen,            '\u001b[2J',          '\\x1b[2J'
            clipboard,               '\u001b]52;c;aa\u0007', '\\x1b]52;c;aa\\x07'
            C1 control,              '\u009b31m',          '\\x9b31m'
            next line,               'a\u0085b',           'a\\x85b'
            delete,                  'a\u007fb',           'a\\x7fb'
            right to left override,  'a\u202eb',           'a\\u{202e}b'
            zero width space,        'a\u200bb',           'a\\u{200b}b'
            soft hyphen,             'a\u00adb',           'a\\xadb'
            byte order mark,         '\ufeffa',            '\\u{feff}a'
            line separator,          'a\u2028b\u2029',     'a\\u{2028}b\\u{2029}'
            high surrogate alone,    'a\ud800b',           'a\\u{d800}b'
            low surrogate alone,     'a\udc00',            'a\\u{dc00}'
            tag characters,          '\udb40\udc41',       '\\u{e0041}'
            private use,             '\ue000',             '\\u{e000}'
            letters of the world,    'b\u00fcro-\u6771-\ud83d\ude00', 'b\u00fcro-\u6771-\ud83d\ude00'
            escaped bytes,           'a\\x00b',            'a\\x00b'""")
    void whatATerminalMightObeyIsSpelledOut(String what, String text, String expected) {
        assertEquals(expected, SafeText.escape(text));
    }

    @Test
    void lineEndsAndTabsAreSpelledOut() {
        assertEquals("a\\x0d\\x0ab\\x09c\\x00", SafeText.escape("a\r\nb\tc\0"));
    }

    @Test
    void plainTextIsTheSameObject() {
        String text = "www.example.com";
        assertSame(text, SafeText.escape(text));
    }
}
