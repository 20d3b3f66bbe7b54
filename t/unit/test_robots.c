/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "record/record.h"
#include "reply/robots.h"

static void test_persons(void **state)
{
	static const struct {
		const char *name, *email;
		bool robot;
	} cases[] = {
		/* By the address. */
		{ "", "lkp@intel.com", true },
		{ "", "LKP@Intel.COM", true },
		{ "", "lkp@example.org", false },
		{ "", "syzbot+0123456789@syzkaller.example.com", true },
		{ "", "pr-tracker-bot@example.org", true },
		{ "", "patchwork-bot+kvm@example.org", true },
		{ "", "ada+coverity-bot@example.org", true },
		{ "", "tip-bot2@example.org", true },
		{ "", "actions[bot]@example.org", true },
		{ "", "kernelci-results@example.org", true },
		{ "", "notifications@example.org", true },
		{ "", "no-reply@example.org", true },
		{ "", "bot+bisect@kernelci.org", true },
		{ "", "jenkins@example.org", true },
		{ "", "jenkins+7@example.org", true },
		/* By the name, whatever the address. */
		{ "kernel test robot", "ada@example.org", true },
		{ "Kernel Test Robot", "ada@example.org", true },
		{ "coverity-bot", "ada@example.org", true },
		{ "kernelci.org bot", "ada@example.org", true },
		{ "tip-bot2 for Ada Lindqvist", "ada@example.org", true },
		{ "patchwork-bot+kvm", "list@example.org", true },
		{ "actions[bot]", "ada@example.org", true },
		{ "syzbot", "list@example.org", true },
		/* Persons, who only share a part of that. */
		{ "Jenkins Example", "jenkins.example@example.org", false },
		{ "Ada Jenkins", "jenkinsa@example.org", false },
		{ "Ben Bot", "ben.bot@example.org", false },
		{ "Ben Abbot", "abbot@example.org", false },
		{ "Bo Talbot", "talbot@example.org", false },
		{ "Ada, who runs a robot or two", "ada@example.org", false },
		{ "Cy Kernelci", "kernelciaddict@example.org", false },
		{ "", "", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct person person = { cases[i].name, cases[i].email };

		if (robot_person(&person) != cases[i].robot)
			fail_msg("%s <%s> is %s robot", person.name, person.email,
				 cases[i].robot ? "a" : "no");
	}
}

static enum record_kind kind_of(const char *fields)
{
	char *raw = g_strdup_printf("%sSubject: Re: [PATCH] x\n\nText\n", fields);
	struct record *rec = record_parse(slice_str(raw), NULL);
	enum record_kind kind = rec->kind;

	record_free(rec);
	g_free(raw);
	return kind;
}

/* A list's rewriting changes nothing: who is put right is judged. */
static void test_rewritten(void **state)
{
	(void)state;
	assert_int_equal(kind_of("From: \"x-bot via dev\" <dev@lists.example.org>\n"
				 "X-Original-From: x-bot@example.org\n"),
			 RECORD_ROBOT);
	assert_int_equal(kind_of("From: \"'Tests' via dev\" <dev@lists.example.org>\n"
				 "Reply-To: Tests <patchwork-bot+dev@example.org>\n"),
			 RECORD_ROBOT);
	assert_int_equal(kind_of("From: \"kernel test robot via dev\" <dev@lists.example.org>\n"),
			 RECORD_ROBOT);
	assert_int_equal(kind_of("From: \"Ada Lindqvist via dev\" <dev-bot@lists.example.org>\n"
				 "Reply-To: Ada Lindqvist <ada@example.org>\n"),
			 RECORD_REPLY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_persons),
		cmocka_unit_test(test_rewritten),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
