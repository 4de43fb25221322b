// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.fabcommons.hub.web.Problem;

/** Fetches from git servers elsewhere, over HTTP only, by a proxy that decides which addresses may be reached. */
final class Remotes {
    private static final int TIMEOUT_S = 30;

    private Remotes() {}

    /** Every connection goes by the proxy, whatever the system's settings say. */
    private static final class Connections extends JDKHttpConnectionFactory {
        private final Proxy proxy;

        Connections(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public HttpConnection create(URL url) throws IOException {
            return super.create(url, proxy);
        }

        @Override
        public HttpConnection create(URL url, Proxy systems) throws IOException {
            return super.create(url, proxy);
        }
    }

    static ObjectId fetch(Repository into, URI remote, Proxy proxy, Incoming.Progress progress) throws IOException {
        try (var transport = Transport.open(into, new URIish(remote.toString()))) {
            if (!(transport instanceof TransportHttp http)) throw Problem.invalid("url", "import-url");
            http.setHttpConnectionFactory(new Connections(proxy));
            transport.setTimeout(TIMEOUT_S);
            // Those on the branch, not what else they may lead to.
            transport.setTagOpt(TagOpt.AUTO_FOLLOW);
            transport.setCheckFetchedObjects(true);
            transport.setObjectChecker(TreeShapes.checker());
            // Nobody is there to be asked for a password.
            transport.setCredentialsProvider(new Nobody());
            var fetched = transport.fetch(new Monitor(progress), List.of(new RefSpec(Constants.HEAD)));
            var head = fetched.getAdvertisedRef(Constants.HEAD);
            if (head == null || head.getObjectId() == null) throw Problem.badRequest("import-git-empty");
            return head.getObjectId();
        } catch (URISyntaxException | NotSupportedException odd) {
            throw Problem.invalid("url", "import-url");
        } catch (TransportException refused) {
            // Also an empty repository has no HEAD to fetch.
            if (String.valueOf(refused.getMessage()).contains("Remote does not have"))
                throw Problem.badRequest("import-git-empty");
            throw refused;
        }
    }

    private static final class Nobody extends CredentialsProvider {
        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(org.eclipse.jgit.transport.CredentialItem... items) {
            return false;
        }

        @Override
        public boolean get(URIish uri, org.eclipse.jgit.transport.CredentialItem... items) {
            return false;
        }
    }

    private static final class Monitor implements ProgressMonitor {
        private final Incoming.Progress progress;
        private String step = "";
        private int done;
        private int total;

        Monitor(Incoming.Progress progress) {
            this.progress = progress;
        }

        @Override
        public void start(int totalTasks) {
            // The tasks tell.
        }

        @Override
        public void beginTask(String title, int totalWork) {
            step = title;
            done = 0;
            total = totalWork;
            update(0);
        }

        @Override
        public void update(int completed) {
            done += completed;
            progress.tell(step, done, total);
        }

        @Override
        public void endTask() {
            update(0);
        }

        @Override
        public boolean isCancelled() {
            return Thread.currentThread().isInterrupted();
        }

        @Override
        public void showDuration(boolean enabled) {
            // Nobody measures here.
        }
    }
}
