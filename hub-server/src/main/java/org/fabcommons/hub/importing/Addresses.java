// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Which addresses are everybody's to reach. Sources: IANA's special-purpose address registries, RFC 6890 and RFC 8190. */
final class Addresses {
    /** Network and length of its prefix: what is not the public internet, beside what Java knows itself. */
    private static final int[][] RESERVED = {
        {0, 0, 0, 0, 8},
        {10, 0, 0, 0, 8},
        {100, 64, 0, 0, 10},
        {127, 0, 0, 0, 8},
        {169, 254, 0, 0, 16},
        {172, 16, 0, 0, 12},
        {192, 0, 0, 0, 24},
        {192, 0, 2, 0, 24},
        {192, 88, 99, 0, 24},
        {192, 168, 0, 0, 16},
        {198, 18, 0, 0, 15},
        {198, 51, 100, 0, 24},
        {203, 0, 113, 0, 24},
        {224, 0, 0, 0, 4},
        {240, 0, 0, 0, 4}
    };

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        var bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] address) {
        int value = value(address[0] & 0xff, address[1] & 0xff, address[2] & 0xff, address[3] & 0xff);
        for (var net : RESERVED) {
            int mask = -1 << (32 - net[4]);
            if ((value & mask) == (value(net[0], net[1], net[2], net[3]) & mask)) return false;
        }
        return true;
    }

    private static int value(int a, int b, int c, int d) {
        return (a << 24) | (b << 16) | (c << 8) | d;
    }

    private static boolean isPublic6(byte[] address) {
        int first = ((address[0] & 0xff) << 8) | (address[1] & 0xff);
        int second = ((address[2] & 0xff) << 8) | (address[3] & 0xff);
        // NAT64 and 6to4 carry an IPv4 address, which is what is reached in the end.
        if (first == 0x64 && second == 0xff9b) return embedded(address, 12);
        if (first == 0x2002) return embedded(address, 2);
        // Only 2000::/3 is given out; of it, not Teredo and other protocol assignments, nor the one for documentation.
        if ((first & 0xe000) != 0x2000) return false;
        return !(first == 0x2001 && (second < 0x200 || second == 0x0db8)) && first != 0x3fff;
    }

    private static boolean embedded(byte[] address, int at) {
        try {
            return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(address, at, at + 4)));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("four bytes are an address", wrongLength);
        }
    }
}
