// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.parametric.Sandbox;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.DiskSpace;

/** What whoever runs the hub can watch on the administration port: {@code /healthcheck} and {@code /metrics}. */
final class Watch {
    private Watch() {}

    static void install(
            Environment environment,
            Database database,
            DiskSpace space,
            Designs designs,
            IntSupplier unreadBills,
            Optional<Sandbox> sandbox) {
        environment.healthChecks().register("database", new DatabaseHealth(database));
        environment.healthChecks().register("disk", new DiskHealth(space));
        environment.healthChecks().register("vault", new VaultHealth(designs));
        environment.healthChecks().register("bills", new BillsHealth(unreadBills));
        sandbox.ifPresent(strength -> environment.healthChecks().register("openscad", new SandboxHealth(strength)));
        environment.metrics().registerGauge("hub.disk.free-bytes", () -> free(space));
        environment.metrics().registerGauge("hub.designs", designs::listed);
        environment.metrics().registerGauge("hub.bills.unread", unreadBills::getAsInt);
    }

    private static long free(DiskSpace space) {
        try {
            return Files.getFileStore(space.folder()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Healthy while the disk takes a file and has more room than what is kept free. */
    private static final class DiskHealth extends HealthCheck {
        private final DiskSpace space;

        DiskHealth(DiskSpace space) {
            this.space = space;
        }

        @Override
        protected Result check() throws IOException {
            var probe = Files.createTempFile(space.folder(), "health", ".tmp");
            Files.delete(probe);
            long free = free(space);
            return free > space.minFreeBytes()
                    ? Result.healthy("%d MB free", free / 1_000_000)
                    : Result.unhealthy(
                            "%d MB free, %d MB must stay free: uploads are refused",
                            free / 1_000_000, space.minFreeBytes() / 1_000_000);
        }
    }

    /** Tells how well OpenSCAD is closed in; it renders either way, within its limits. */
    private static final class SandboxHealth extends HealthCheck {
        private final Sandbox sandbox;

        SandboxHealth(Sandbox sandbox) {
            this.sandbox = sandbox;
        }

        @Override
        protected Result check() {
            return Result.healthy(
                    switch (sandbox) {
                        case CLOSED -> "closed in: no network, no files but its source";
                        case OFFLINE -> "not closed in: no network, but other files could be read; install bubblewrap";
                        case OPEN -> "not closed in: only its time, memory and files are limited; install bubblewrap";
                    });
        }
    }

    /** Tells of designs that could not be read; the hub serves all others. */
    private static final class BillsHealth extends HealthCheck {
        private final IntSupplier unread;

        BillsHealth(IntSupplier unread) {
            this.unread = unread;
        }

        @Override
        protected Result check() {
            int count = unread.getAsInt();
            return count == 0
                    ? Result.healthy()
                    : Result.healthy(
                            "of %d designs the bill of materials could not be read; the log names each, with the cause",
                            count);
        }
    }

    /** Healthy while the design that changed last can be read from its repository. */
    private static final class VaultHealth extends HealthCheck {
        private final Designs designs;

        VaultHealth(Designs designs) {
            this.designs = designs;
        }

        @Override
        protected Result check() {
            for (var design : designs.newest().stream().toList())
                if (designs.revisions(design, Designs.HEAD, 1).isEmpty())
                    return Result.unhealthy("the repository of %s has no revision", design.fullName());
            return Result.healthy();
        }
    }
}
