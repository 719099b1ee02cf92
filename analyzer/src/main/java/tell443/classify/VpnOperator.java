package tell443.classify;

import static tell443.classify.Evidence.list;
import static tell443.classify.Given.OPERATOR;

/** Contact with a VPN operator: mostly its web site and its application's requests. It can never win; see its cap. */
final class VpnOperator {

    static final Protocol PROTOCOL = Protocol.of("unknown-tunnel", FlowClass.VPN,
            list("vpn.operator", 1.0, 0.30, "the name belongs to a VPN operator: contact, not proof of a tunnel",
                    "lists, whose sources NOTICE names",
                    sight -> sight.operator.present()).onlyWith(OPERATOR)
                    .telling(sight -> sight.operator.key() + " (" + sight.operator.operator() + ")"));

    private VpnOperator() {}
}
