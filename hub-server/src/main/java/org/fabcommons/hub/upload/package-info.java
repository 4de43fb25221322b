// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Uploads that go on where they were cut off, by the tus protocol 1.0.0. The bytes on the disk are what counts: how far
 * an upload is, is how long its file is, so that a crash loses nothing that was written. What is whole moves into the
 * blob store and waits there until a revision names it.
 */
package org.fabcommons.hub.upload;
