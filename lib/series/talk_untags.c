/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/talk_private.h"

#include "series/identity.h"
#include "series/tags.h"
#include "text/each.h"

bool talk_take_back_tags(struct talk *talk, const struct talk_context *context,
			 const struct talk_mail *mail)
{
	if (mail->robot || !record_find_remark(mail->record, REMARK_UNTAGS))
		return false;
	array_each (struct talk_patch, patch, talk->patches) {
		if (mail->patch && mail->patch != patch->n)
			continue;
		array_each (struct given_tag, tag, patch->tags)
			if (tag_key_flags(tag->key) & KEY_JUDGES && !tag->doubted)
				tag->taken_back |= identity_is_sender(context->identity, &tag->who,
								      mail->record);
	}
	return true;
}
