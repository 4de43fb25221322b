// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Gives repositories to git clients: clone and fetch over HTTP, protocol versions 0 to 2. Source: gitprotocol-http(5). */
public final class Fetches {
    private static final int TIMEOUT_S = 120;
    private static final int BUFFER_BYTES = 1 << 17;

    private final Vault vault;

    Fetches(Vault vault) {
        this.vault = vault;
    }

    /**
     * The first answer: what there is.
     *
     * @param protocol the header {@code Git-Protocol}, or empty
     */
    public void advertise(String id, String protocol, OutputStream out) throws IOException {
        try (var repository = vault.repository(id);
                var pack = pack(repository, protocol)) {
            pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(out)), "git-upload-pack");
        }
    }

    /** Answers one request of a client; what goes wrong it is told in git's way. */
    public void serve(String id, String protocol, InputStream in, OutputStream out) throws IOException {
        var buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        try (var repository = vault.repository(id);
                var pack = pack(repository, protocol)) {
            pack.upload(in, buffered, null);
        } finally {
            buffered.flush();
        }
    }

    private static UploadPack pack(Repository repository, String protocol) {
        var pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        pack.setTimeout(TIMEOUT_S);
        pack.setRefFilter(Fetches::shown);
        if (!protocol.isEmpty()) pack.setExtraParameters(List.of(protocol.split(":")));
        return pack;
    }

    /** Only the branch and the tags are for others; what the hub notes beside them is not. */
    static Map<String, Ref> shown(Map<String, Ref> refs) {
        Map<String, Ref> shown = new LinkedHashMap<>();
        refs.forEach((name, ref) -> {
            if (name.equals(Constants.HEAD) || name.equals(Branch.NAME) || name.startsWith(Constants.R_TAGS))
                shown.put(name, ref);
        });
        return shown;
    }
}
