package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.List;

/**
 * A port as EXPOSE takes it: {@code 80}, {@code 8000-8010/udp}, and with a warning {@code 127.0.0.1:80:80}.
 *
 * @param protocol the protocol as written; tcp where none is
 * @param published whether it names an address or a host's port, which has no effect
 */
public record PortSpec(String protocol, boolean published) {

    private static final int LARGEST = 65_535;

    /** Reads a port or refuses it. */
    public static PortSpec read(String text) throws RefusedException {
        int last = text.lastIndexOf(':');
        int first = last < 0 ? -1 : text.lastIndexOf(':', last - 1);
        String address = first < 0 ? "" : text.substring(0, first);
        String host = last < 0 ? "" : text.substring(first + 1, last);
        String container = text.substring(last + 1);
        int slash = container.indexOf('/');
        String ports = slash < 0 ? container : container.substring(0, slash);
        String protocol = slash < 0 ? "" : container.substring(slash + 1);
        protocol = protocol.isEmpty() ? "tcp" : protocol;
        if (!List.of("tcp", "udp", "sctp").contains(Characters.lower(protocol))) {
            throw refused(text, "the protocol is tcp, udp or sctp");
        }
        if (!address.isEmpty() && !IpAddress.isOne(address)) {
            throw refused(text, "name only the container's port");
        }
        int[] range = range(text, ports);
        if (!host.isEmpty()) {
            int[] hostRange = range(text, host);
            if (range[1] - range[0] != hostRange[1] - hostRange[0] && range[1] != range[0]) {
                throw refused(text, "both ranges must be of the same length");
            }
        }
        return new PortSpec(protocol, !address.isEmpty() || !host.isEmpty());
    }

    private static int[] range(String text, String ports) throws RefusedException {
        int dash = ports.indexOf('-');
        String start = dash < 0 ? ports : ports.substring(0, dash);
        String end = dash < 0 ? start : ports.substring(dash + 1);
        int[] range = {port(text, start), port(text, end)};
        if (range[1] < range[0]) {
            throw refused(text, "the range ends before it begins");
        }
        return range;
    }

    private static int port(String text, String number) throws RefusedException {
        String digits = number.startsWith("+") ? number.substring(1) : number;
        boolean possible = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(digits) <= LARGEST;
        if (!possible) {
            throw refused(text, "a port is a number from 0 to 65535, or a range such as 8000-8010");
        }
        return Integer.parseInt(digits);
    }

    private static RefusedException refused(String text, String hint) {
        return new RefusedException("EXPOSE " + Quoted.text(text) + " is no port; " + hint);
    }
}
