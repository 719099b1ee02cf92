/**
 * The screen of a run that goes on: what flows there are now, in one order or another.
 *
 * <p>Crosses the border: {@link tell443.screen.Screen} looks at a run and shows it until it is closed; {@link
 * tell443.screen.Console} is the terminal, which tests replace. What a run looks like ({@code Painter}) is a pure function of
 * a {@code Picture}, a {@code View} and a size.
 *
 * <p>Why:
 * <ul>
 *   <li>The thread that analyses makes a picture, a few times a second at most, and goes on; a thread of the screen's own paints it and
 *       waits for keys. Neither ever waits for the other.
 *   <li>JLine knows the terminal, but only through {@code stty}: no library of native code is unpacked where a capture
 *       runs with few rights. Its classes are loaded only when a screen is shown. It must not touch signals: its way to
 *       leave them alone would take the JVM's own handler of ^C away.
 *   <li>Lines are painted anew as a whole, each cut to the width, without any library of widgets: a frame is some kilobytes.
 *   <li>It costs 2 % of a core and 6.5 kB a second with 440 flows and 400 packets a second (two samples 20 s apart, a terminal
 *       of 160 x 40), and a second at the start for the library's classes.
 *   <li>What came from packets is escaped before it gets into a picture.
 * </ul>
 */
package tell443.screen;
