// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/** The receive buffer of a serial port without flow control: what does not fit is lost without a word. */
final class RxRing {
    private final byte[] bytes;
    private int head;
    private int size;
    private long lost;

    RxRing(int capacity) {
        bytes = new byte[capacity];
    }

    void put(byte value) {
        if (size == bytes.length) {
            lost++;
            return;
        }
        bytes[(head + size) % bytes.length] = value;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    char take() {
        byte value = bytes[head];
        head = (head + 1) % bytes.length;
        size--;
        return (char) (value & 0xff);
    }

    int free() {
        return bytes.length - size;
    }

    void clear() {
        size = 0;
    }

    /** Bytes that did not fit, ever. */
    long lost() {
        return lost;
    }
}
