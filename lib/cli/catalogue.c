/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/catalogue.h"

#include "cli/config.h"
#include "cli/die.h"
#include "text/reason.h"

struct overrides *overrides_configured(void)
{
	const char *path = config_path("kvm.overrides");
	struct overrides *overrides;
	GError *error = NULL;
	g_autofree char *text = NULL;
	gsize len;

	if (!path)
		return NULL;
	if (!g_file_get_contents(path, &text, &len, &error))
		die("unable to read '%s', which kvm.overrides names: %s", path,
		    reason_of_file_error(error));
	overrides = overrides_parse(slice_of(text, len), path, &error);
	if (!overrides)
		die_gerror(error);
	return overrides;
}

struct catalogue_options catalogue_configured(const struct overrides *overrides)
{
	return (struct catalogue_options){ .overrides = overrides,
					   .talk = { .bots = config_all("kvm.bot"),
						     .committer = committer_email() } };
}

void catalogue_finish_configured(struct catalogue *catalogue)
{
	struct overrides *overrides = overrides_configured();
	struct catalogue_options options = catalogue_configured(overrides);

	options.by_author = true;
	catalogue_finish(catalogue, &options);
	overrides_free(overrides);
}
