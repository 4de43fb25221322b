// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fabcommons.agent.job.ProgramKeys;

/**
 * Lets a program that has a key look through one camera where it shows none: slicers ask for a machine's picture by its
 * address alone, as a browser does. It holds until the key is forgotten or the agent starts anew.
 */
final class CameraPass {
    private static final String HOW = "HmacSHA256";

    private final ProgramKeys keys;
    private final byte[] secret = new byte[32];

    CameraPass(ProgramKeys keys) {
        this.keys = keys;
        new SecureRandom().nextBytes(secret);
    }

    /** The camera's address for this program. */
    String address(ProgramKeys.Program program, String camera) {
        return "/api/v1/cameras/" + camera + "/stream?pass=" + pass(program, camera);
    }

    /** Whether somebody looks through a camera with a pass for it. */
    boolean opens(LocalHandler.Request request) {
        return request.is("GET", "api", "v1", "cameras", "*", "stream")
                && opens(request.path()[3], request.query().getOrDefault("pass", ""));
    }

    boolean opens(String camera, String given) {
        var shown = given.getBytes(StandardCharsets.UTF_8);
        return keys.all().stream()
                .anyMatch(program ->
                        MessageDigest.isEqual(pass(program, camera).getBytes(StandardCharsets.UTF_8), shown));
    }

    private String pass(ProgramKeys.Program program, String camera) {
        try {
            var mac = Mac.getInstance(HOW);
            mac.init(new SecretKeySpec(secret, HOW));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((program.id() + "/" + camera).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
