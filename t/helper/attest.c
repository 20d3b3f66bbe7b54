/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/attest.h"
#include "cli/cli.h"

/* usage: attest <mail>…: what is told of the signatures of each, to hold it against patatt's word.
 */
int main(int argc, char **argv)
{
	cli_init();
	for (int i = 1; i < argc; i++) {
		struct attest_signatures found;
		char *raw, *text;
		gsize len;

		if (!g_file_get_contents(argv[i], &raw, &len, NULL))
			die("cannot read '%s'", argv[i]);
		attest_mail(slice_of(raw, len), config_has("kvm.dkimKeys"), &found);
		text = attest_signatures_text(&found);
		output_puts(text);
		output_puts("\n");
		attest_signatures_release(&found);
		g_free(text);
		g_free(raw);
	}
	output_finish();
	config_release();
	return EXIT_OK;
}
