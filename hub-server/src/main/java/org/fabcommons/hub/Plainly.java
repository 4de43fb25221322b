// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.cli.Cli;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a command could not do, in one line where it can be said in one; anything unexpected with all its causes. */
final class Plainly {
    private Plainly() {}

    /** Why a command refuses, for whoever typed it. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason);
        }
    }

    static void tell(Cli cli, Throwable fault) {
        if (fault instanceof Refusal || fault instanceof DataFolder.Busy)
            cli.getStdErr().println(fault.getMessage());
        else if (fault instanceof FileSystemException file)
            cli.getStdErr().println(file.getFile() + " cannot be read or written: " + reason(file));
        else fault.printStackTrace(cli.getStdErr());
    }

    private static String reason(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) return "there is no such file or folder";
        if (fault instanceof AccessDeniedException) return "it is not permitted";
        if (fault instanceof FileAlreadyExistsException) return "it is there already, and is no folder";
        return fault.getReason() == null ? fault.getClass().getSimpleName() : fault.getReason();
    }
}
