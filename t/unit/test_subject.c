/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "patch/subject.h"

#define REPLY SUBJECT_REPLY
#define FORWARD SUBJECT_FORWARD
#define PATCH SUBJECT_PATCH
#define WEAK SUBJECT_WEAK
#define RFC SUBJECT_RFC
#define RESEND SUBJECT_RESEND
#define PULL SUBJECT_PULL
#define NOTICE SUBJECT_NOTICE

#define NO_COUNT "", -1, -1

struct sample {
	const char *text;
	const char *prefix, *title, *tags;
	int version, revision;
	const char *counter;
	int n, m;
	unsigned flags;
};

/* clang-format off */
static const struct sample postings[] = {
	{ "[PATCH v4 01/19] x", "[PATCH v4 01/19]", "x", "", 4, 0, "01/19", 1, 19, PATCH },
	{ "[PATCH V4 RESEND 1/3] x", "[PATCH V4 RESEND 1/3]", "x", "", 4, 0, "1/3", 1, 3,
	  PATCH | RESEND },
	{ "***SPAM*** [PATCH v2] x", "[PATCH v2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "{Spam?} [PATCH v2] x", "[PATCH v2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[RFC PATCH v2 00/29] x", "[RFC PATCH v2 00/29]", "x", "", 2, 0, "00/29", 0, 29,
	  PATCH | RFC },
	{ "[PATCH RFC 01/35] x", "[PATCH RFC 01/35]", "x", "", 1, 0, "01/35", 1, 35, PATCH | RFC },
	{ "[RFC v2 3/5] x", "[RFC v2 3/5]", "x", "", 2, 0, "3/5", 3, 5, WEAK | RFC },
	{ "[v2 6/6] x", "[v2 6/6]", "x", "", 2, 0, "6/6", 6, 6, WEAK },
	{ "[PATCH net-next,v9 2/2] x", "[PATCH net-next,v9 2/2]", "x", "net-next", 9, 0, "2/2", 2, 2,
	  PATCH },
	{ "[PATCH bpf-next v2] x", "[PATCH bpf-next v2]", "x", "bpf-next", 2, 0, NO_COUNT, PATCH },
	{ "[net-next PATCH v3 1/4] x", "[net-next PATCH v3 1/4]", "x", "net-next", 3, 0, "1/4", 1, 4,
	  PATCH },
	{ "[kvm-unit-tests PATCH v1 02/18] x", "[kvm-unit-tests PATCH v1 02/18]", "x",
	  "kvm-unit-tests", 1, 0, "02/18", 2, 18, PATCH },
	{ "[PATCH kvmtool v2 3/5] x", "[PATCH kvmtool v2 3/5]", "x", "kvmtool", 2, 0, "3/5", 3, 5,
	  PATCH },
	{ "[PATCH v3 kvmtool 3/5] x", "[PATCH v3 kvmtool 3/5]", "x", "kvmtool", 3, 0, "3/5", 3, 5,
	  PATCH },
	{ "[PATCH v5.5 30/30] x", "[PATCH v5.5 30/30]", "x", "", 5, 5, "30/30", 30, 30, PATCH },
	{ "[RFC PATCH v0 5/5] x", "[RFC PATCH v0 5/5]", "x", "", 0, 0, "5/5", 5, 5, PATCH | RFC },
	{ "[PATCHv3 1/2] x", "[PATCHv3 1/2]", "x", "", 3, 0, "1/2", 1, 2, PATCH },
	{ "[PATCH-next 00/23] x", "[PATCH-next 00/23]", "x", "next", 1, 0, "00/23", 0, 23, PATCH },
	{ "[PATCH 01/13 RFC net-next] x", "[PATCH 01/13 RFC net-next]", "x", "net-next", 1, 0,
	  "01/13", 1, 13, PATCH | RFC },
	{ "[PATCH 7.0 142/307] x", "[PATCH 7.0 142/307]", "x", "7.0", 1, 0, "142/307", 142, 307,
	  PATCH },
	{ "[PATCH AUTOSEL 5.15 13/30] x", "[PATCH AUTOSEL 5.15 13/30]", "x", "AUTOSEL 5.15", 1, 0,
	  "13/30", 13, 30, PATCH },
	{ "[patch 3/4] x", "[patch 3/4]", "x", "", 1, 0, "3/4", 3, 4, PATCH },
	{ "[RFC/PATCH  2/3] x", "[RFC/PATCH  2/3]", "x", "", 1, 0, "2/3", 2, 3, PATCH | RFC },
	{ "[Qemu-devel] [PATCH v3 1/7] x", "[PATCH v3 1/7]", "x", "", 3, 0, "1/7", 1, 7, PATCH },
	{ "[PATCH v7 1/1] x", "[PATCH v7 1/1]", "x", "", 7, 0, "1/1", 1, 1, PATCH },
	{ "[PATCH v2 0/8]", "[PATCH v2 0/8]", "", "", 2, 0, "0/8", 0, 8, PATCH },
	{ "[PATCH RESEND] x", "[PATCH RESEND]", "x", "", 1, 0, NO_COUNT, PATCH | RESEND },
	{ "[PATCH v3 5/12 REPOST] x", "[PATCH v3 5/12 REPOST]", "x", "", 3, 0, "5/12", 5, 12,
	  PATCH | RESEND },
	{ "[PATCH v13 01/21] x", "[PATCH v13 01/21]", "x", "", 13, 0, "01/21", 1, 21, PATCH },
	{ "[PATCH -v2] x", "[PATCH -v2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH tip -v3 1/2] x", "[PATCH tip -v3 1/2]", "x", "tip", 3, 0, "1/2", 1, 2, PATCH },
	{ "[PATCH stable v4.9] x", "[PATCH stable v4.9]", "x", "stable v4.9", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH stable v4.9 v2 1/3] x", "[PATCH stable v4.9 v2 1/3]", "x", "stable v4.9", 2, 0, "1/3",
	  1, 3, PATCH },
	{ "[PATCH v4.9-stable] x", "[PATCH v4.9-stable]", "x", "v4.9-stable", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH v4.9 stable] x", "[PATCH v4.9 stable]", "x", "stable v4.9", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH -stable v4.9] x", "[PATCH -stable v4.9]", "x", "-stable v4.9", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH LTS v6.6] x", "[PATCH LTS v6.6]", "x", "LTS v6.6", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH v6.6-LTS v2] x", "[PATCH v6.6-LTS v2]", "x", "v6.6-LTS", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH v6.20] x", "[PATCH v6.20]", "x", "v6.20", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH v6.9] x", "[PATCH v6.9]", "x", "", 6, 9, NO_COUNT, PATCH },
	{ "[PATCH 2.5/3] x", "[PATCH 2.5/3]", "x", "", 1, 0, "2.5/3", 2, 3, PATCH },
	{ "[PATCH [RFC] v2 1/2] x", "[PATCH [RFC] v2 1/2]", "x", "", 2, 0, "1/2", 1, 2, PATCH | RFC },
	{ "[PATCHSET RFC[RAP] 3/3] x[1]", "[PATCHSET RFC[RAP] 3/3]", "x[1]", "RAP", 1, 0, "3/3", 3, 3,
	  PATCH | RFC },
	{ "[PATCH [v2 1/2] x", "[PATCH [v2 1/2]", "x", "", 2, 0, "1/2", 1, 2, PATCH },
	{ "[PATCH net-next 0/9][pull request] x", "[PATCH net-next 0/9][pull request]", "x",
	  "net-next", 1, 0, "0/9", 0, 9, PATCH },
	{ "[PATCH 5.10.y] x", "[PATCH 5.10.y]", "x", "5.10.y", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH] x: y", "[PATCH]", "x: y", "", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH]x", "[PATCH]", "x", "", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH 1/2]: x", "[PATCH 1/2]", "x", "", 1, 0, "1/2", 1, 2, PATCH },
	{ "[PATCH v6,18/24] x", "[PATCH v6,18/24]", "x", "", 6, 0, "18/24", 18, 24, PATCH },
	{ "[PATCH 0 of 3] x", "[PATCH 0 of 3]", "x", "", 1, 0, "0 of 3", 0, 3, PATCH },
	{ "[PATCH 1 / 3] x", "[PATCH 1 / 3]", "x", "", 1, 0, "1 / 3", 1, 3, PATCH },
	{ "[PATCH v3 12/11] x", "[PATCH v3 12/11]", "x", "", 3, 0, "12/11", 12, 11, PATCH },
	{ "[PATCH v99999999999 1/99999999999] x", "[PATCH v99999999999 1/99999999999]", "x", "",
	  99999, 0, "1/99999999999", 1, 99999, PATCH },
	{ "[PATCH v5.10 v2 1/3] x", "[PATCH v5.10 v2 1/3]", "x", "v5.10", 2, 0, "1/3", 1, 3, PATCH },
	{ "[PATCH v2 v5.10] x", "[PATCH v2 v5.10]", "x", "v5.10", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH stable v5.4.y] x", "[PATCH stable v5.4.y]", "x", "stable v5.4.y", 1, 0, NO_COUNT,
	  PATCH },
	{ "[PATCH 1/3 2/5] x", "[PATCH 1/3 2/5]", "x", "1/3", 1, 0, "2/5", 2, 5, PATCH },
};

/* A version in other words. */
static const struct sample versions[] = {
	{ "[PATCH take 2] x", "[PATCH take 2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH 1/3, take2] x", "[PATCH 1/3, take2]", "x", "", 2, 0, "1/3", 1, 3, PATCH },
	{ "[PATCH (take #3) 1/3] x", "[PATCH (take #3) 1/3]", "x", "", 3, 0, "1/3", 1, 3, PATCH },
	{ "[PATCH ver 2] x", "[PATCH ver 2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH version 2 1/3] x", "[PATCH version 2 1/3]", "x", "", 2, 0, "1/3", 1, 3, PATCH },
	{ "[PATCH rev2] x", "[PATCH rev2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH v 2] x", "[PATCH v 2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH v.2] x", "[PATCH v.2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH V2. 1/2] x", "[PATCH V2. 1/2]", "x", "", 2, 0, "1/2", 1, 2, PATCH },
	{ "[PATCH 0/2] x [ver #2]", "[PATCH 0/2]", "x", "", 2, 0, "0/2", 0, 2, PATCH },
	{ "[PATCH v3] x [ver #2]", "[PATCH v3]", "x [ver #2]", "", 3, 0, NO_COUNT, PATCH },
	{ "[PATCH] x [v2]", "[PATCH]", "x [v2]", "", 1, 0, NO_COUNT, PATCH },
	{ "x [ver #2]", "", "x [ver #2]", "", 1, 0, NO_COUNT, 0 },
	/* No versions. */
	{ "[PATCH version 6.1] x", "[PATCH version 6.1]", "x", "version 6.1", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH take 2/3] x", "[PATCH take 2/3]", "x", "take", 1, 0, "2/3", 2, 3, PATCH },
	{ "[PATCH verbs 2] x", "[PATCH verbs 2]", "x", "verbs 2", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH rev 2025] x", "[PATCH rev 2025]", "x", "rev 2025", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH v6.1.y] x", "[PATCH v6.1.y]", "x", "v6.1.y", 1, 0, NO_COUNT, PATCH },
};

static const struct sample glued[] = {
	{ "[PATCHV2] x", "[PATCHV2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH/RFC] x", "[PATCH/RFC]", "x", "", 1, 0, NO_COUNT, PATCH | RFC },
	{ "[RFC-PATCH] x", "[RFC-PATCH]", "x", "", 1, 0, NO_COUNT, PATCH | RFC },
	{ "[PATCH RFCv2 1/4] x", "[PATCH RFCv2 1/4]", "x", "", 2, 0, "1/4", 1, 4, PATCH | RFC },
	{ "[PATCH1/3] x", "[PATCH1/3]", "x", "", 1, 0, "1/3", 1, 3, PATCH },
	{ "[PATCH-v2-RESEND 1/3] x", "[PATCH-v2-RESEND 1/3]", "x", "", 2, 0, "1/3", 1, 3,
	  PATCH | RESEND },
	{ "[stable:PATCH] x", "[stable:PATCH]", "x", "stable", 1, 0, NO_COUNT, PATCH },
	{ "[net-next/RFC PATCH] x", "[net-next/RFC PATCH]", "x", "net-next", 1, 0, NO_COUNT,
	  PATCH | RFC },
	{ "[-PATCH] x", "[-PATCH]", "x", "", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH -next] x", "[PATCH -next]", "x", "-next", 1, 0, NO_COUNT, PATCH },
	{ "[PATCH v2 (RESEND) 0/2] x", "[PATCH v2 (RESEND) 0/2]", "x", "", 2, 0, "0/2", 0, 2,
	  PATCH | RESEND },
	{ "[dispatch] x", "", "[dispatch] x", "", 1, 0, NO_COUNT, 0 },
	{ "[PATCHWORK] x", "", "[PATCHWORK] x", "", 1, 0, NO_COUNT, 0 },
	{ "[RFCs] x", "", "[RFCs] x", "", 1, 0, NO_COUNT, 0 },
	{ "[resending] x", "", "[resending] x", "", 1, 0, NO_COUNT, 0 },
	{ "[1.2.3.4/24] x", "", "[1.2.3.4/24] x", "", 1, 0, NO_COUNT, 0 },
};

static const struct sample groups[] = {
	{ "[PATCH] [v2] x", "[PATCH] [v2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[PATCH v2][RESEND] x", "[PATCH v2][RESEND]", "x", "", 2, 0, NO_COUNT, PATCH | RESEND },
	{ "[PATCH 1/2] [ARM] x", "[PATCH 1/2] [ARM]", "x", "ARM", 1, 0, "1/2", 1, 2, PATCH },
	{ "[RESEND] [PATCH v2] x", "[RESEND] [PATCH v2]", "x", "", 2, 0, NO_COUNT, PATCH | RESEND },
	{ "[EXTERNAL] [PATCH v2] x", "[PATCH v2]", "x", "", 2, 0, NO_COUNT, PATCH },
	{ "[External] Re: [PATCH 1/2] x", "[PATCH 1/2]", "x", "", 1, 0, "1/2", 1, 2, REPLY | PATCH },
	{ "[External] Re: x", "", "[External] Re: x", "", 1, 0, NO_COUNT, REPLY },
	{ "[x] [y] z", "", "[x] [y] z", "", 1, 0, NO_COUNT, 0 },
	{ "[KVM] [3/4] x", "[3/4]", "x", "", 1, 0, "3/4", 3, 4, WEAK },
	{ "[PATCH v1] x [PATCH v2]", "[PATCH v1]", "x [PATCH v2]", "", 1, 0, NO_COUNT, PATCH },
	{ "scsi: core: [PATCH v2] x", "", "scsi: core: [PATCH v2] x", "", 1, 0, NO_COUNT, 0 },
	{ "[was: [PATCH v2] x] y", "", "[was: [PATCH v2] x] y", "", 1, 0, NO_COUNT, 0 },
	{ "[Fwd: [PATCH v2] x]", "", "[Fwd: [PATCH v2] x]", "", 1, 0, NO_COUNT, 0 },
	{ "Reserving memory (was: [PATCH v3 04/11] x)", "",
	  "Reserving memory (was: [PATCH v3 04/11] x)", "", 1, 0, NO_COUNT, 0 },
	{ "[[PATCH v2] x", "[[PATCH v2]", "x", "", 2, 0, NO_COUNT, PATCH },
};

static const struct sample resends[] = {
	{ "RESEND [PATCH 1/2] x", "[PATCH 1/2]", "x", "", 1, 0, "1/2", 1, 2, PATCH | RESEND },
	{ "Resend: [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, PATCH | RESEND },
	{ "[PATCH] RESEND: x", "[PATCH]", "x", "", 1, 0, NO_COUNT, PATCH | RESEND },
	{ "[PATCH] REPOST x", "[PATCH]", "x", "", 1, 0, NO_COUNT, PATCH | RESEND },
	{ "[PATCH] Resend the interrupt", "[PATCH]", "Resend the interrupt", "", 1, 0, NO_COUNT,
	  PATCH },
	{ "[RESEND] x", "[RESEND]", "x", "", 1, 0, NO_COUNT, WEAK | RESEND },
	{ "RESEND x", "", "RESEND x", "", 1, 0, NO_COUNT, 0 },
};

static const struct sample replies[] = {
	{ "Re: [PATCH v2 1/2] x", "[PATCH v2 1/2]", "x", "", 2, 0, "1/2", 1, 2, REPLY | PATCH },
	{ "Re: Re: [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, REPLY | PATCH },
	{ "RE:[PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, REPLY | PATCH },
	{ "Re : [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, REPLY | PATCH },
	{ "Re[2]: [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, REPLY | PATCH },
	{ "RE (3): [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, REPLY | PATCH },
	{ "Re^2: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "AW: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "Antw: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "sv: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "VS: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "R: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "RIF: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "Odp: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "YNT: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "ATB: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "回复：[PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, REPLY | PATCH },
	{ "答复: x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "回覆：x", "", "x", "", 1, 0, NO_COUNT, REPLY },
	{ "转发: AW: x", "", "x", "", 1, 0, NO_COUNT, REPLY | FORWARD },
	{ "Fwd: [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, FORWARD | PATCH },
	{ "FW: x", "", "x", "", 1, 0, NO_COUNT, FORWARD },
	{ "WG: x", "", "x", "", 1, 0, NO_COUNT, FORWARD },
	{ "Re:", "", "", "", 1, 0, NO_COUNT, REPLY },
	{ "Re: [BUG] x", "", "[BUG] x", "", 1, 0, NO_COUNT, REPLY },
	{ "[PATCH] Re: x", "[PATCH]", "Re: x", "", 1, 0, NO_COUNT, PATCH },
	{ "Re[x]: x", "", "Re[x]: x", "", 1, 0, NO_COUNT, 0 },
	{ "rest: x", "", "rest: x", "", 1, 0, NO_COUNT, 0 },
	{ "Re x", "", "Re x", "", 1, 0, NO_COUNT, 0 },
};

/* A posting only with a diff, or as cover letter. */
static const struct sample mistyped[] = {
	{ "[PATCH[ a: x", "[PATCH[", "a: x", "", 1, 0, NO_COUNT, WEAK },
	{ "PATCH v2] a: x", "PATCH v2]", "a: x", "", 2, 0, NO_COUNT, WEAK },
	{ "PATCH v4 5/6] a: x", "PATCH v4 5/6]", "a: x", "", 4, 0, "5/6", 5, 6, WEAK },
	{ "{ATCH v2] a: x", "{ATCH v2]", "a: x", "", 2, 0, NO_COUNT, WEAK },
	{ "{PATCH 1/2} a: x", "{PATCH 1/2}", "a: x", "", 1, 0, "1/2", 1, 2, WEAK },
	{ "[PATCH RFC} a: x", "[PATCH RFC}", "a: x", "", 1, 0, NO_COUNT, WEAK | RFC },
	{ "[PATCH v3 2/4 a/b: x y", "[PATCH v3 2/4", "a/b: x y", "", 3, 0, "2/4", 2, 4, WEAK },
	{ "[PATCH x", "[PATCH", "x", "", 1, 0, NO_COUNT, WEAK },
	{ "[PATCHv2 x", "[PATCHv2", "x", "", 2, 0, NO_COUNT, WEAK },
	{ "PATCH: x", "PATCH:", "x", "", 1, 0, NO_COUNT, WEAK },
	{ "PATCH v2: a: x", "PATCH v2:", "a: x", "", 2, 0, NO_COUNT, WEAK },
	{ "PATCH 1/2: x", "PATCH 1/2:", "x", "", 1, 0, "1/2", 1, 2, WEAK },
	{ "Re: PATCH v2] a: x", "PATCH v2]", "a: x", "", 2, 0, NO_COUNT, WEAK | REPLY },
	{ "Subject: [PATCH v2] a: x", "[PATCH v2]", "a: x", "", 2, 0, NO_COUNT, PATCH },
	{ "Re: Subject: Re: [PATCH] x", "[PATCH]", "x", "", 1, 0, NO_COUNT, PATCH | REPLY },
	{ "PATCHING x: [y]", "", "PATCHING x: [y]", "", 1, 0, NO_COUNT, 0 },
};

static const struct sample others[] = {
	{ "[RFC] how to x", "[RFC]", "how to x", "", 1, 0, NO_COUNT, WEAK | RFC },
	{ "[GIT PULL] x", "[GIT PULL]", "x", "", 1, 0, NO_COUNT, PULL },
	{ "[GIT PULL 1/3] x", "[GIT PULL 1/3]", "x", "", 1, 0, "1/3", 1, 3, PULL },
	{ "[GIT pull] x", "[GIT pull]", "x", "", 1, 0, NO_COUNT, PULL },
	{ "[GIT PULL v2] x", "[GIT PULL v2]", "x", "", 2, 0, NO_COUNT, PULL },
	{ "[PULL 00/12] x", "[PULL 00/12]", "x", "", 1, 0, "00/12", 0, 12, PULL },
	{ "[PULL kvm-unit-tests 3/9] x", "[PULL kvm-unit-tests 3/9]", "x", "kvm-unit-tests", 1, 0,
	  "3/9", 3, 9, PULL },
	{ "[PULL] [PATCH 1/2] x", "[PULL] [PATCH 1/2]", "x", "", 1, 0, "1/2", 1, 2, PULL },
	{ "[pull request][net-next V2 00/15] x", "[pull request][net-next V2 00/15]", "x", "net-next", 2, 0,
	  "00/15", 0, 15, WEAK },
	{ "[pull request][net-next 1/15] x", "[pull request][net-next 1/15]", "x", "net-next", 1, 0, "1/15",
	  1, 15, PULL },
	{ "[PULL] [PATCH 0/2] x", "[PULL] [PATCH 0/2]", "x", "", 1, 0, "0/2", 0, 2, PULL },
	{ "[PULL 0/2] [net 0/2] x", "[PULL 0/2] [net 0/2]", "x", "net 0/2", 1, 0, "0/2", 0, 2, PULL },
	{ "[agraf-2.6:kexec-cma 1/2] drivers/x.c:3:1: error: y", "[agraf-2.6:kexec-cma 1/2]",
	  "drivers/x.c:3:1: error: y", "", 1, 0, NO_COUNT, NOTICE },
	{ "[linux-next:master 123/456] x", "[linux-next:master 123/456]", "x", "", 1, 0, NO_COUNT,
	  NOTICE },
	{ "[kvm:queue] BUILD SUCCESS 123", "[kvm:queue]", "BUILD SUCCESS 123", "", 1, 0, NO_COUNT,
	  NOTICE },
	{ "[tip: x86/urgent] x", "[tip: x86/urgent]", "x", "", 1, 0, NO_COUNT, NOTICE },
	{ "[tip:x86/urgent] x", "[tip:x86/urgent]", "x", "", 1, 0, NO_COUNT, NOTICE },
	{ "[syzbot] x", "[syzbot]", "x", "", 1, 0, NO_COUNT, NOTICE },
	{ "[syzbot] [kvm?] x", "[syzbot] [kvm?]", "x", "kvm", 1, 0, NO_COUNT, NOTICE },
	{ "[ANNOUNCE] x", "[ANNOUNCE]", "x", "", 1, 0, NO_COUNT, NOTICE },
	{ "[v2:1/3] x", "[v2:1/3]", "x", "", 2, 0, "1/3", 1, 3, WEAK },
	{ "[BUG] x", "", "[BUG] x", "", 1, 0, NO_COUNT, 0 },
	{ "PATCH of x: y", "", "PATCH of x: y", "", 1, 0, NO_COUNT, 0 },
	{ "PATCH", "", "PATCH", "", 1, 0, NO_COUNT, 0 },
	{ "[PATCHBOMB 1.48] x", "", "[PATCHBOMB 1.48] x", "", 1, 0, NO_COUNT, 0 },
	{ "[ben@example.com: Re: [PATCH v4 03/16] x]", "", "[ben@example.com: Re: [PATCH v4 03/16] x]",
	  "", 1, 0, NO_COUNT, 0 },
	{ "[ben@example.com: [PATCH] x]", "", "[ben@example.com: [PATCH] x]", "", 1, 0, NO_COUNT, 0 },
	{ "[] x", "", "[] x", "", 1, 0, NO_COUNT, 0 },
	{ "[]", "", "[]", "", 1, 0, NO_COUNT, 0 },
	{ "", "", "", "", 1, 0, NO_COUNT, 0 },
	{ "  x  ", "", "x", "", 1, 0, NO_COUNT, 0 },
};
/* clang-format on */

static void assert_text(const struct subject *subject, const char *expected)
{
	g_autofree char *text = subject_text(subject);

	assert_string_equal(text, expected);
}

static void check(const struct sample *sample)
{
	struct pool pool = POOL_INIT;
	struct subject subject;

	subject_parse(&pool, sample->text, &subject);
	assert_text(&subject, sample->text);
	assert_string_equal(subject.prefix, sample->prefix);
	assert_string_equal(subject.title, sample->title);
	assert_string_equal(subject.tags, sample->tags);
	assert_string_equal(subject.counter, sample->counter);
	assert_int_equal(subject.version, sample->version);
	assert_int_equal(subject.revision, sample->revision);
	assert_int_equal(subject.n, sample->n);
	assert_int_equal(subject.m, sample->m);
	assert_int_equal(subject.flags, sample->flags);
	pool_release(&pool);
}

#define SAMPLE_TEST(name, samples)                                                                 \
	static void name(void **state)                                                             \
	{                                                                                          \
		(void)state;                                                                       \
		for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)                                 \
			check(&samples[i]);                                                        \
	}

SAMPLE_TEST(test_postings, postings)
SAMPLE_TEST(test_versions, versions)
SAMPLE_TEST(test_glued_words, glued)
SAMPLE_TEST(test_several_groups, groups)
SAMPLE_TEST(test_resends, resends)
SAMPLE_TEST(test_replies, replies)
SAMPLE_TEST(test_others, others)
SAMPLE_TEST(test_mistyped, mistyped)

/* Of any length, a subject is cut to the limit between two letters and read in no time. */
static void test_limits(void **state)
{
	static const char *const units[] = { "[", "[]", "[PATCH]", "1/1 ", "Re:", "[a", "1 ", "é" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		struct pool pool = POOL_INIT;
		struct subject subject;
		GString *text = g_string_new("[");
		char *whole;

		while (text->len < 2 * MAIL_MAX_SUBJECT)
			g_string_append(text, units[i]);
		subject_parse(&pool, text->str, &subject);
		whole = subject_text(&subject);
		assert_true(strlen(whole) >= MAIL_MAX_SUBJECT - 1 &&
			    strlen(whole) <= MAIL_MAX_SUBJECT);
		assert_memory_equal(whole, text->str, strlen(whole));
		assert_true(g_utf8_validate(whole, -1, NULL));
		g_free(whole);
		g_string_free(text, TRUE);
		pool_release(&pool);
	}
}

static void test_many_brackets(void **state)
{
	struct pool pool = POOL_INIT;
	struct subject subject;
	char *text = g_strnfill(3000, '[');

	(void)state;
	subject_parse(&pool, text, &subject);
	assert_string_equal(subject.title, text);
	assert_string_equal(subject.prefix, "");
	assert_int_equal(subject.flags, 0);
	g_free(text);
	pool_release(&pool);
}

static gpointer parse_often(gpointer bad)
{
	for (int i = 0; i < 200; i++) {
		struct pool pool = POOL_INIT;
		struct subject subject;

		subject_parse(&pool, "[kvmtool PATCH v2 3/5] x", &subject);
		if (subject.version != 2 || subject.n != 3 || strcmp(subject.tags, "kvmtool"))
			g_atomic_int_inc((gint *)bad);
		pool_release(&pool);
	}
	return NULL;
}

static void test_threads(void **state)
{
	GThread *threads[4];
	gint bad = 0;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("parse", parse_often, &bad);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	assert_int_equal(bad, 0);
}

static void test_title_key(void **state)
{
	struct pool pool = POOL_INIT;

	(void)state;
	assert_string_equal(title_key(&pool, " KVM:\t x86 \n Ä "), "kvm:x86Ä");
	assert_string_equal(title_key(&pool, " \n"), "");
	assert_string_equal(title_key(&pool, ""), "");
	pool_release(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_threads), /* first: the grammar is not compiled yet */
		cmocka_unit_test(test_postings),    cmocka_unit_test(test_versions),
		cmocka_unit_test(test_glued_words), cmocka_unit_test(test_several_groups),
		cmocka_unit_test(test_resends),	    cmocka_unit_test(test_replies),
		cmocka_unit_test(test_others),	    cmocka_unit_test(test_mistyped),
		cmocka_unit_test(test_limits),	    cmocka_unit_test(test_many_brackets),
		cmocka_unit_test(test_title_key),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
