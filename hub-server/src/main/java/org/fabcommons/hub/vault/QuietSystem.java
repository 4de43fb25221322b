// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Keeps git settings of the account the hub runs under out of the designs: every hub's repositories are alike. */
final class QuietSystem extends SystemReader.Delegate {
    private QuietSystem(SystemReader real) {
        super(real);
    }

    static void install() {
        if (!(SystemReader.getInstance() instanceof QuietSystem))
            SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    private static final class NoConfig extends FileBasedConfig {
        NoConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to read.
        }

        @Override
        public void save() {
            // JGit notes the disk's clock resolution here; it is measured again at the next start.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
