// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The duties of licences, done where a program can do them: who made what a design is made of, under which licence, what
 * was changed and when, and the notices of others carried over; on a page, by the API and in every archive.
 */
package org.fabcommons.hub.attribution;
