// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @Test
    void aFolderHasOneHubAtATime(@TempDir Path data) throws IOException {
        try (var first = DataFolder.claim(data.resolve("hub"))) {
            assertThatThrownBy(() -> DataFolder.claim(first.path()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another hub is running");
        }
        DataFolder.claim(data.resolve("hub")).close();
    }
}
