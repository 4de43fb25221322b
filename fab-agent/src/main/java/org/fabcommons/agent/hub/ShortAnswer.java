// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The whole of an answer that is short; one that does not end is broken off, and not kept in memory. */
final class ShortAnswer implements BodySubscriber<byte[]> {
    /** Receipts and what waits have some kilobytes. Bytes. */
    static final int MOST = 4 << 20;

    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private Subscription subscription;
    private long left = MOST;

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        if (left < 0) return;
        for (var bytes : part) left -= bytes.remaining();
        if (left >= 0) {
            whole.onNext(part);
            return;
        }
        subscription.cancel();
        whole.onError(new IOException("the hub's answer is longer than " + MOST + " bytes"));
    }

    @Override
    public void onError(Throwable fault) {
        whole.onError(fault);
    }

    @Override
    public void onComplete() {
        if (left >= 0) whole.onComplete();
    }
}
