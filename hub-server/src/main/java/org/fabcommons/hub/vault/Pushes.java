// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what git clients push. Objects wait in a {@link Quarantine}; they are looked at there, and only then does the
 * branch move, from where the client saw it.
 */
public final class Pushes {
    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);
    /** How JGit says which name it is. */
    private static final Pattern BAD_NAME = Pattern.compile("invalid name '([^']*)'");

    private static final int TIMEOUT_S = 120;
    private static final int MAX_COMMAND_BYTES = 64 * 1024;
    /** Where revisions stay that a rewritten history leads to no more; others may have built on them. */
    static final String KEPT = "refs/kept/";

    private final Vault vault;
    private final Path arriving;
    private final Blobs blobs;
    private final DiskSpace space;

    Pushes(Vault vault, Path arriving, Blobs blobs, DiskSpace space) {
        this.vault = vault;
        this.arriving = arriving;
        this.blobs = blobs;
        this.space = space;
    }

    /** Who pushes where, and what may be said to them. */
    public interface Visit extends Push.Judge {
        /** Whether git-lfs brought this file for this repository. */
        boolean uploaded(String sha256);

        /** Whether a file of that name makes a machine move; such files are looked through for a slicer's secrets. */
        boolean toolpath(String path);

        /** Now, in UTC epoch milliseconds. */
        long now();

        /** What the client prints of a refusal: the reason in one line first, then what is wrong in detail. */
        List<String> words(Problem problem);

        /** What it prints beside a push that was taken. */
        List<String> words(List<FieldFault> notes);

        /** So many revisions have been looked through. */
        default void looked(int done, int total) {}

        /** So many files of the newest revision are in the blob store. */
        default void kept(int done, int total) {}
    }

    /** The first answer: where the branch is. */
    public void advertise(String id, OutputStream out) throws IOException {
        try (var repository = vault.repository(id)) {
            var lines = new PacketLineOut(out);
            lines.writeString("# service=git-receive-pack\n");
            lines.end();
            receiver(repository).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        }
    }

    /** Takes one push; what is wrong with it the client is told in git's way. */
    public void receive(String id, InputStream in, OutputStream out, Visit visit) throws IOException {
        space.require(0);
        try (var quarantine = new Quarantine(vault.place(id), arriving)) {
            var receiver = receiver(quarantine.repository(), visit);
            receiver.setPreReceiveHook((pack, commands) -> decide(id, quarantine, pack, commands, visit));
            receiver.receive(in, out, null);
        } catch (UnpackException told) {
            // The client knows already, and so does the log where it was our fault.
        }
    }

    private static ReceivePack receiver(Repository repository) {
        var receiver = new ReceivePack(repository);
        receiver.setBiDirectionalPipe(false);
        receiver.setRefFilter(Fetches::shown);
        receiver.setAllowDeletes(false);
        receiver.setAllowPushOptions(false);
        return receiver;
    }

    private static ReceivePack receiver(Repository repository, Visit visit) {
        var receiver = new ReceivePack(repository) {
            @Override
            protected void receivePackAndCheckConnectivity() throws IOException {
                try {
                    super.receivePackAndCheckConnectivity();
                } catch (TooLargePackException | TooLargeObjectInPackException large) {
                    throw told(this, visit, problem(large));
                } catch (IOException broken) {
                    throw told(this, visit, unsound(broken));
                } catch (RuntimeException ours) {
                    throw told(this, visit, fault(ours));
                } catch (Exception submodules) {
                    throw told(this, visit, Problem.badRequest("push-broken", submodules.getMessage()));
                }
            }
        };
        receiver.setBiDirectionalPipe(false);
        receiver.setRefFilter(Fetches::shown);
        receiver.setAllowDeletes(false);
        receiver.setAllowPushOptions(false);
        // Whether history may be rewritten is looked at with the rest, and told in words.
        receiver.setAllowNonFastForwards(true);
        receiver.setTimeout(TIMEOUT_S);
        receiver.setMaxCommandBytes(MAX_COMMAND_BYTES);
        receiver.setMaxPackSizeLimit(PushLimits.STANDARD.packBytes());
        receiver.setMaxObjectSizeLimit(PushLimits.STANDARD.objectBytes());
        receiver.setCheckReceivedObjects(true);
        receiver.setObjectChecker(TreeShapes.checker());
        return receiver;
    }

    private static Problem problem(IOException large) {
        return large instanceof TooLargePackException
                ? Problem.of(Problem.Kind.TOO_LARGE, "push-large", PushLimits.STANDARD.packBytes() / 1_000_000)
                : Problem.of(
                        Problem.Kind.TOO_LARGE, "push-object-large", PushLimits.STANDARD.objectBytes() / 1_000_000);
    }

    /** Names that not every system can keep are no damage, and git fsck would find nothing. */
    private static Problem unsound(IOException broken) {
        var words = String.valueOf(broken.getMessage());
        var type = broken instanceof CorruptObjectException corrupt ? corrupt.getErrorType() : null;
        var name = BAD_NAME.matcher(words);
        return type == ObjectChecker.ErrorType.WIN32_BAD_NAME && name.find()
                ? Problem.badRequest("push-name", name.group(1))
                : Problem.badRequest("push-broken", words);
    }

    private static Problem fault(Exception ours) {
        var id = Id.random();
        LOG.error("fault {} in a push", id, ours);
        return Problem.badRequest("fault", id);
    }

    private static IOException told(ReceivePack receiver, Visit visit, Problem problem) {
        return new IOException(tell(receiver, visit, problem));
    }

    /** Says the details and gives the reason. */
    private static String tell(ReceivePack receiver, Visit visit, Problem problem) {
        var words = visit.words(problem);
        words.stream().skip(1).forEach(line -> say(receiver, line));
        return words.get(0);
    }

    private static void say(ReceivePack receiver, String line) {
        receiver.sendMessage(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private void decide(
            String id, Quarantine quarantine, ReceivePack pack, Collection<ReceiveCommand> commands, Visit visit) {
        for (var command : commands)
            if (!command.getRefName().equals(Branch.NAME))
                refuse(
                        pack,
                        command,
                        visit,
                        Problem.badRequest(
                                command.getRefName().startsWith("refs/tags/") ? "push-tag" : "push-branch",
                                command.getRefName()));
        for (var command : commands) {
            if (command.getResult() != ReceiveCommand.Result.NOT_ATTEMPTED) continue;
            try {
                visit.words(decide(id, quarantine, command, visit)).forEach(line -> say(pack, line));
                command.setResult(ReceiveCommand.Result.OK);
            } catch (Problem problem) {
                refuse(pack, command, visit, problem);
            } catch (IOException | RuntimeException ours) {
                refuse(pack, command, visit, fault(ours));
            }
        }
    }

    private static void refuse(ReceivePack pack, ReceiveCommand command, Visit visit, Problem problem) {
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, tell(pack, visit, problem));
    }

    private List<FieldFault> decide(String id, Quarantine quarantine, ReceiveCommand command, Visit visit)
            throws IOException {
        var before = Optional.of(command.getOldId()).filter(old -> !old.equals(ObjectId.zeroId()));
        var after = command.getNewId();
        try (var settled = vault.repository(id)) {
            var rewritable = vault.rewritable(id);
            var check = new PushCheck(quarantine.repository(), settled, blobs, visit);
            var push = check.look(before, after, rewritable);
            return visit.decide(push, top -> {
                quarantine.release();
                move(id, before, after, top, rewritable);
            });
        }
    }

    private void move(String id, Optional<ObjectId> before, ObjectId pushed, Optional<Draft> top, boolean rewritable)
            throws IOException {
        try (var repository = vault.repository(id)) {
            var after = top.isPresent()
                    ? new Branch(repository).write(vault.tree(repository), Optional.of(pushed), top.get())
                    : pushed;
            if (rewritable && before.isPresent()) keep(repository, before.get());
            var update = repository.updateRef(Branch.NAME);
            update.setExpectedOldObjectId(before.orElse(ObjectId.zeroId()));
            update.setNewObjectId(after);
            update.setForceUpdate(rewritable);
            update.disableRefLog();
            switch (update.update()) {
                case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {}
                case LOCK_FAILURE, REJECTED -> throw Problem.conflict("push-overtaken");
                default -> throw new IOException("the branch of " + id + " did not move: " + update.getResult());
            }
        }
    }

    /** Makes sure that a revision stays although the branch may not lead to it any more. */
    private static void keep(Repository repository, ObjectId revision) throws IOException {
        var update = repository.updateRef(KEPT + revision.name());
        update.setNewObjectId(revision);
        update.disableRefLog();
        var result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.NO_CHANGE)
            throw new IOException("the revision " + revision.name() + " could not be kept: " + result);
    }
}
