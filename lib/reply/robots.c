/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/robots.h"

/*
 * Local part and domain in lower case. Behind the local part may follow "+" and an id; where it
 * ends in "*", any word behind a "-" or digits, too ("patchwork-bot", "tip-bot2"), but no more
 * letters: who is called Jenkins is a person. A NULL domain matches any.
 */
static const struct robot {
	const char *local, *domain;
} robots[] = {
	{ "lkp", "intel.com" },
	{ "lkp", "lists.01.org" },
	{ "syzbot*", NULL },
	{ "kbuild*", "intel.com" },
	{ "patchwork*", NULL },
	{ "cki-project", "redhat.com" },
	{ "kernelci*", NULL },
	{ "sashiko*", "kernel.org" },
	{ "regzbot*", NULL },
	{ "ci_notify", "linaro.org" },
	{ "lkft*", "linaro.org" },
	{ "kernel-patches-daemon*", NULL },
	{ "bot", NULL },
	{ "robot", NULL },
	{ "bluez.test.bot", NULL },
	{ "scan-admin", "coverity.com" },
	{ "jenkins", NULL },
	{ "buildbot*", NULL },
	{ "github-actions*", NULL },
	{ "notifications", NULL },
	{ "notification", NULL },
	{ "bugzilla-daemon*", NULL },
	{ "bugbot*", "kernel.org" },
	{ "mailer-daemon", NULL },
	{ "postmaster", NULL },
	{ "no-reply*", NULL },
	{ "noreply*", NULL },
	{ "do-not-reply", NULL },
	{ "donotreply", NULL },
};

/* In so many lines that are not blank a robot greets and says what it is. */
#define ROBOT_LINES 3

/* Names of robots that do not say so; what lists write behind them aside. */
static const struct slice names[] = {
	SLICE("kernel test robot"),
	SLICE("kbuild test robot"),
	SLICE("0day robot"),
	SLICE("0-day robot"),
	SLICE("syzbot"),
	SLICE("syzkaller"),
};

/* What the program calls itself in X-Mailer, which begins so. */
static const struct slice mailers[] = {
	SLICE("tip-git-log-daemon"),
	SLICE("Patchwork"),
	SLICE("Bugzilla"),
	SLICE("kernel-test-robot"),
};

/* How the subject begins of what a mail system sends, not all of which say it in Auto-Submitted. */
static const struct slice answers[] = {
	SLICE("Automatic reply:"),
	SLICE("Auto-reply:"),
	SLICE("Autoreply:"),
	SLICE("Out of Office"),
	SLICE("Out-of-Office"),
	SLICE("Abwesenheitsnotiz:"),
	SLICE("Automatische Antwort:"),
	SLICE("Undeliverable:"),
	SLICE("Undelivered Mail Returned"),
	SLICE("Delivery Status Notification"),
	SLICE("Mail delivery failed"),
};

static bool ends_bot(struct slice local)
{
	return (local.len > 4 && slice_ieq(slice_skip(local, local.len - 4), SLICE("-bot"))) ||
	       (local.len > 5 && slice_ieq(slice_skip(local, local.len - 5), SLICE("[bot]")));
}

/* "sashiko-bot", "pr-tracker-bot", "x-bot+id", "ada+x-bot", "tip-bot2", "actions[bot]". */
static bool is_bot_local(struct slice local)
{
	const char *plus = local.len ? memchr(local.ptr, '+', local.len) : NULL;
	struct slice before = local;

	if (plus)
		before.len = (size_t)(plus - local.ptr);
	while (before.len && g_ascii_isdigit(before.ptr[before.len - 1]))
		before.len--;
	return ends_bot(before) || ends_bot(local);
}

static bool matches(const struct robot *robot, struct slice local, struct slice domain)
{
	size_t len;
	bool open;
	char next;

	if (!local.len || slice_lower(*local.ptr) != (unsigned char)*robot->local)
		return false;
	len = strlen(robot->local);
	open = robot->local[len - 1] == '*';
	len -= open;
	if (robot->domain && !slice_ieq(domain, slice_str(robot->domain)))
		return false;
	if (!slice_istarts(local, slice_of(robot->local, len)))
		return false;
	next = local.len > len ? local.ptr[len] : '+';
	return next == '+' || (open && (next == '-' || next == '_' || g_ascii_isdigit(next)));
}

static bool robot_email(const char *email)
{
	const char *at = strrchr(email, '@');
	struct slice local, domain;

	if (!at)
		return false;
	local = slice_of(email, (size_t)(at - email));
	domain = slice_str(at + 1);
	if (is_bot_local(local))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(robots); i++)
		if (matches(&robots[i], local, domain))
			return true;
	return false;
}

/* "coverity-bot", "KernelCI bot", "tip-bot2 for Ada", "x-bot+id", "actions[bot]"; Bot is a family's
 * name, too. */
static bool has_bot_word(const char *name)
{
	for (const char *at = name; (at = strstr(at, "bot")); at += strlen("bot")) {
		const char *begin = at, *end = at + strlen("bot");
		bool whole;

		if (begin - name >= 2 && !strncmp(begin - 2, "ro", 2))
			begin -= 2;
		while (g_ascii_isdigit(*end))
			end++;
		whole = begin > name && strchr(" -[", begin[-1]);
		if (whole && (!*end || strchr("+]", *end) || g_str_has_prefix(end, " for ")))
			return true;
	}
	return false;
}

/* "Media CI", "foo-CI": continuous integration. */
static bool ends_ci(struct slice name)
{
	const char *end = name.ptr + name.len;

	return name.len > 2 && end[-1] == 'I' && end[-2] == 'C' &&
	       (end[-3] == ' ' || end[-3] == '-');
}

/* Who counts asks this of each mail. */
bool robot_name(const char *name)
{
	struct slice text = slice_str(name);

	/* "Regzbot (on behalf of …)" has the address of who runs it. */
	if (slice_istarts(text, SLICE("regzbot ")))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (slice_ieq(text, names[i]))
			return true;
	return has_bot_word(name) || ends_ci(text);
}

bool robot_person(const struct person *person)
{
	return robot_name(person->name) || robot_email(person->email);
}

/* "[This is an automated email]", "This is an automatic reply", with or without brackets. */
static bool says_automated(struct slice line)
{
	if (line.len > 2 && *line.ptr == '[')
		line = slice_trim(slice_of(line.ptr + 1, line.len - 1));
	return slice_istarts(line, SLICE("This is an automat"));
}

/* "[ Ada's backport helper bot ]" */
static bool is_bot_line(struct slice line)
{
	if (line.len < 2 || *line.ptr != '[' || line.ptr[line.len - 1] != ']')
		return false;
	line = slice_trim(slice_of(line.ptr + 1, line.len - 2));
	return line.len > 4 && !memcmp(line.ptr + line.len - 4, " bot", 4);
}

bool robot_says_so(struct slice text)
{
	struct slice line;
	unsigned lines = 0;

	while (lines < ROBOT_LINES && slice_next_line(&text, &line)) {
		line = slice_trim(line);
		if (!line.len)
			continue;
		if (says_automated(line) || (!lines && is_bot_line(line)))
			return true;
		lines++;
	}
	return false;
}

bool robot_wrote(const struct mail *mail, const struct person *sender)
{
	struct slice submitted = mail->field[FIELD_AUTO_SUBMITTED];

	for (size_t i = 0; i < G_N_ELEMENTS(mailers); i++)
		if (slice_istarts(mail->field[FIELD_X_MAILER], mailers[i]))
			return true;
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
		if (slice_istarts(mail->field[FIELD_SUBJECT], answers[i]))
			return true;
	return (submitted.len && !slice_istarts(submitted, SLICE("no"))) || robot_person(sender);
}

bool robot_address(const char *const *globs, const char *email)
{
	g_autofree char *lower = g_ascii_strdown(email, -1);
	bool found = false;

	for (; *globs && !found; globs++) {
		g_autofree char *glob = g_ascii_strdown(*globs, -1);

		found = g_pattern_match_simple(glob, lower);
	}
	return found;
}
