// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.fabcommons.hub.store.Id;

/** A repository that is being made, where nobody sees it; what was not moved to its place is gone when it is closed. */
record Beginning(Path place) implements AutoCloseable {
    private static final String ASIDE = ".aside";
    private static final List<String> UNUSED =
            List.of("hooks", "branches", "logs/refs/heads", "logs/refs", "logs", "objects/info");

    /** Puts something into the new repository before its first revision. */
    @FunctionalInterface
    interface Filling {
        void fill(Beginning beginning) throws IOException;
    }

    static Beginning in(Path arriving) throws IOException {
        var beginning = new Beginning(arriving.resolve(Id.random() + ".git"));
        init(beginning.place());
        return beginning;
    }

    /** An empty repository as the vault keeps them. */
    static void init(Path place) throws IOException {
        try (Repository repository = new FileRepository(place.toFile())) {
            repository.create(true);
            var config = repository.getConfig();
            config.setString("core", null, "fsyncObjectFiles", "true");
            config.setString("core", null, "fsyncRefFiles", "true");
            config.setString("uploadpack", null, "allowFilter", "true");
            config.save();
            var head = repository.updateRef(Constants.HEAD);
            head.disableRefLog();
            head.link(Branch.NAME);
        }
        // Neither of them is ever used here, and a folder takes 4 KiB of most disks.
        for (var unused : UNUSED) Files.deleteIfExists(place.resolve(unused));
    }

    /** Takes over what led to a commit, and lets the branch begin there. */
    void copy(FileRepository from, ObjectId commit) throws IOException {
        try (var to = new FileRepository(place.toFile())) {
            new Forking(from, commit, to, place.getParent()).fork();
            var update = to.updateRef(Branch.NAME);
            update.setExpectedOldObjectId(ObjectId.zeroId());
            update.setNewObjectId(commit);
            update.disableRefLog();
            var result = update.update();
            if (result != RefUpdate.Result.NEW) throw new IOException("the fork's branch did not begin: " + result);
        }
    }

    /** What is kept with it beside its history. */
    void label(Map<String, List<String>> label) throws IOException {
        try (var repository = Vault.open(place)) {
            Label.write(repository, label);
        }
    }

    /** Once the disk has what is in it. */
    void moveTo(Path target) throws IOException {
        try (var packs = Files.newDirectoryStream(place.resolve("objects/pack"))) {
            for (var pack : packs)
                try (var channel = FileChannel.open(pack, StandardOpenOption.READ)) {
                    channel.force(true);
                }
        }
        Blobs.force(place.resolve("objects/pack"));
        Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        delete(place);
    }

    /** What a crash left half-made was never seen by anybody. */
    static void clear(Path arriving) throws IOException {
        try (var left = Files.list(arriving)) {
            for (var each : left.toList()) delete(each);
        }
    }

    /** Where a repository waits while another one takes its place. */
    static Path aside(Path place) {
        return place.resolveSibling(place.getFileName() + ASIDE);
    }

    static void putAside(Path place) throws IOException {
        Files.move(place, aside(place), StandardCopyOption.ATOMIC_MOVE);
    }

    static void takeBack(Path place) throws IOException {
        if (!Files.exists(place)) Files.move(aside(place), place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a crash left aside comes back where nothing has taken its place, and goes otherwise. */
    static void settle(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            for (var left : all.filter(path -> path.toString().endsWith(ASIDE)).toList()) {
                var name = left.getFileName().toString();
                var place = left.resolveSibling(name.substring(0, name.length() - ASIDE.length()));
                takeBack(place);
                delete(left);
            }
        }
    }

    static void delete(Path place) throws IOException {
        if (!Files.exists(place)) return;
        try (var all = Files.walk(place)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
