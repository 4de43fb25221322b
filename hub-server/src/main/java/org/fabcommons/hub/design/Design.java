// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.model.Thumbnails;

/**
 * A design as its newest revision describes it.
 *
 * @param name unique among its owner's; part of its address
 * @param licence SPDX id
 * @param headRevision the newest revision, 40 hexadecimal digits
 * @param cover the path of the picture that stands for it, or of a model of which there is one
 * @param deletedAt since when it is deleted, UTC epoch milliseconds; it can still be brought back
 * @param tombstone whether it is gone for good and only its credit is left
 * @param parts the licences that its documentation and software have of their own
 * @param createdAt UTC epoch milliseconds, as is {@code updatedAt}
 */
public record Design(
        String id,
        String ownerId,
        String ownerHandle,
        String name,
        String title,
        String summary,
        String licence,
        PartLicences parts,
        List<String> tags,
        String headRevision,
        Optional<String> cover,
        Visibility visibility,
        Optional<Long> deletedAt,
        boolean tombstone,
        long createdAt,
        long updatedAt) {
    /** Whether lists and search show it to everybody. */
    public boolean listed() {
        return visibility == Visibility.PUBLIC && deletedAt.isEmpty();
    }

    /** Where its page is: {@code /@owner/name}. */
    public String path() {
        return "/@" + ownerHandle + "/" + name;
    }

    /** How the API names it: {@code owner/name}. */
    public String fullName() {
        return ownerHandle + "/" + name;
    }

    /** Where a file of a revision can be fetched; for pictures and links. */
    public String filePath(String revision, String path) {
        return path() + "/files/" + revision + "/" + DesignFile.encoded(path);
    }

    /** Where the picture that the hub drew of a model can be fetched. */
    public String picturePath(String revision, String path) {
        return path() + "/pictures/" + revision + "/" + DesignFile.encoded(path);
    }

    /** Where a small one of a picture, or of what the hub drew of a model, can be fetched. */
    public String thumbnailPath(String revision, String path, Thumbnails.Size size) {
        return path() + "/thumbnails/" + size.wireName() + "/" + revision + "/" + DesignFile.encoded(path);
    }

    /** Its cover picture for a row of a list. */
    public Optional<String> coverRow() {
        return cover.map(path -> thumbnailPath(headRevision, path, Thumbnails.Size.ROW));
    }

    /** Its cover picture for a card. */
    public Optional<String> coverCard() {
        return cover.map(path -> thumbnailPath(headRevision, path, Thumbnails.Size.CARD));
    }

    /** Where its cover picture can be fetched. */
    public Optional<String> coverPath() {
        return cover.map(
                path -> FileKind.of(path).picture() ? filePath(headRevision, path) : picturePath(headRevision, path));
    }
}
