/**
 * One line for whoever has to know soon: a client uses something of a class that is watched for.
 *
 * <p>Crosses the border: {@link tell443.alert.Alerts} is told of every judged flow and hands lines to an
 * {@link tell443.alert.AlertSink}: a stream, a file, or a syslog server.
 *
 * <p>Why:
 * <ul>
 *   <li>Of files, a flow is told when its row is due: the same packets give the same lines. Live, it is told as soon as it is judged
 *       so, two seconds after that is known, because the row of a tunnel comes after minutes. That may have to be taken back by
 *       its row; of the fixtures, 31 of 55 tunnels and 11 of 15 flows of doh are known while they are open, and of none that was
 *       said to be one the row says otherwise.
 *   <li>A pair is a client's address, a server's address and port, and a class: what a person would act on. Of a pair that
 *       was told, nothing is told for the hold-down, in packet time, so that a capture gives the same lines whenever it is read.
 *   <li>The pairs are bounded; the one that was told longest ago is forgotten first. Forgetting can only tell too often.
 *   <li>A file of alerts is a log: it is appended to and every line is handed to the system at once. Rows appear whole or
 *       not at all, but who waits for an alert cannot wait for the end of the run. On SIGHUP it is opened anew.
 *   <li>Syslog is RFC 5424 in one UDP datagram (RFC 5426) by the JDK's sockets. What cannot be sent is counted; the
 *       analysis goes on.
 * </ul>
 */
package tell443.alert;
