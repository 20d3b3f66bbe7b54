/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/robots.h"

/*
 * Local part and domain in lower case. A local part that ends in "*" matches what begins so: syzbot
 * and patchwork-bot put an id behind a "+". A NULL domain matches any.
 */
static const struct robot {
	const char *local, *domain;
} robots[] = {
	{ "lkp", "intel.com" },
	{ "lkp", "lists.01.org" },
	{ "oliver.sang", "intel.com" }, /* the kernel test robot's performance reports */
	{ "syzbot*", NULL },
	{ "syzkaller*", NULL },
	{ "kbuild*", "intel.com" },
	{ "patchwork-bot*", NULL },
	{ "patchwork", "emeril.freedesktop.org" },
	{ "tip-bot*", NULL },
	{ "bot", "kernelci.org" },
	{ "bot+bisect", "kernelci.org" },
	{ "kernelci*", NULL },
	{ "sashiko*", "kernel.org" },
	{ "regzbot*", NULL },
	{ "ci_notify", "linaro.org" },
	{ "lkft*", "linaro.org" },
	{ "kernel-patches-daemon*", NULL },
	{ "bot+*", "kernel.org" },
	{ "jenkins*", NULL },
	{ "buildbot*", NULL },
	{ "github-actions*", NULL },
	{ "notifications", "github.com" },
	{ "bugzilla-daemon*", NULL },
	{ "bugbot*", "kernel.org" },
	{ "mailer-daemon", NULL },
	{ "postmaster", NULL },
	{ "no-reply", NULL },
	{ "noreply", NULL },
};

/* What the program calls itself in X-Mailer, which begins so. */
static const struct slice mailers[] = {
	SLICE("tip-git-log-daemon"),
	SLICE("Patchwork"),
	SLICE("Bugzilla"),
	SLICE("kernel-test-robot"),
};

/* "sashiko-bot", "pr-tracker-bot", "x-bot+id". */
static bool is_bot_name(struct slice local)
{
	const char *plus = local.len ? memchr(local.ptr, '+', local.len) : NULL;

	if (plus)
		local.len = (size_t)(plus - local.ptr);
	return local.len > 4 && slice_ieq(slice_skip(local, local.len - 4), SLICE("-bot"));
}

static bool matches(const struct robot *robot, struct slice local, struct slice domain)
{
	size_t len = strlen(robot->local);

	if (robot->domain && !slice_ieq(domain, slice_str(robot->domain)))
		return false;
	if (robot->local[len - 1] == '*')
		return slice_istarts(local, slice_of(robot->local, len - 1));
	return slice_ieq(local, slice_of(robot->local, len));
}

bool robot_person(const char *email)
{
	const char *at = strrchr(email, '@');
	struct slice local, domain;

	if (!at)
		return false;
	local = slice_of(email, (size_t)(at - email));
	domain = slice_str(at + 1);
	if (is_bot_name(local))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(robots); i++)
		if (matches(&robots[i], local, domain))
			return true;
	return false;
}

bool robot_wrote(const struct mail *mail, const struct person *sender)
{
	struct slice submitted = mail->field[FIELD_AUTO_SUBMITTED];

	for (size_t i = 0; i < G_N_ELEMENTS(mailers); i++)
		if (slice_istarts(mail->field[FIELD_X_MAILER], mailers[i]))
			return true;
	return (submitted.len && !slice_istarts(submitted, SLICE("no"))) ||
	       robot_person(sender->email);
}

bool robot_address(const char *const *globs, const char *email)
{
	char *lower = g_ascii_strdown(email, -1);
	bool found = false;

	for (; *globs && !found; globs++) {
		char *glob = g_ascii_strdown(*globs, -1);

		found = g_pattern_match_simple(glob, lower);
		g_free(glob);
	}
	g_free(lower);
	return found;
}
