/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_LIMITS_H
#define MIME_LIMITS_H

/*
 * What one mail may ask of us. A mail over a limit marked "skip" is reported by its commit and
 * skipped; over the others it is cut and the cut is flagged. Listed in git-kvm-digest(1).
 * The largest mail seen on a real list had 3.5 MB.
 */
#define MAIL_MAX_BYTES (64u << 20) /* skip: raw bytes of a mail */
#define MAIL_MAX_HEADER (1u << 20) /* skip: bytes of its header */
#define MAIL_MAX_DEPTH 32	   /* skip: multiparts inside each other */
#define MAIL_MAX_PARTS 1000	   /* skip: leaf parts of a mail */
#define MAIL_MAX_SUBJECT 4096	   /* cut: bytes of a decoded subject */
#define MAIL_MAX_REFERENCES 1000   /* cut: Message-IDs kept of References, the last ones */
#define MAIL_MAX_RECIPIENTS 200	   /* cut: addresses kept of To and Cc of one posting */
#define MAIL_MAX_PATHS 20000	   /* cut: paths kept of one patch */
#define MAIL_MAX_TRAILERS 1000	   /* cut: trailers kept of one mail */
#define MAIL_MAX_LINKS 100	   /* cut: declared links kept of one posting */
#define MAIL_MAX_REMARKS 2000	   /* cut: remarks kept of one mail */
#define MAIL_MAX_OWN_LINES 100000  /* cut: lines read of what the sender of a reply wrote */

#endif
