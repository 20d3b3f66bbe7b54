/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/lazy.h"

#include <gmime/gmime.h>

/* What this library needs of GMime where a mail is not plain. body_gmime.c needs far more: a
 * program with body_decode_gmime() in it is linked with GMime. */

#define GMIME(result, name, parameters, arguments)                                                 \
	LAZY_FUNCTION("libgmime-3.0.so.0", result, name, parameters, arguments)

GMIME(void, g_mime_init, (void), ())
GMIME(const char *, g_mime_charset_iconv_name, (const char *charset), (charset))
GMIME(GDateTime *, g_mime_utils_header_decode_date, (const char *str), (str))

GMIME(GMimeContentType *, g_mime_content_type_parse,
      (GMimeParserOptions * options, const char *str), (options, str))
GMIME(const char *, g_mime_content_type_get_media_type, (GMimeContentType * type), (type))
GMIME(const char *, g_mime_content_type_get_media_subtype, (GMimeContentType * type), (type))
GMIME(const char *, g_mime_content_type_get_parameter, (GMimeContentType * type, const char *name),
      (type, name))

GMIME(GMimeContentDisposition *, g_mime_content_disposition_parse,
      (GMimeParserOptions * options, const char *str), (options, str))
GMIME(const char *, g_mime_content_disposition_get_disposition,
      (GMimeContentDisposition * disposition), (disposition))
GMIME(const char *, g_mime_content_disposition_get_parameter,
      (GMimeContentDisposition * disposition, const char *name), (disposition, name))

GMIME(void, g_mime_encoding_init_decode, (GMimeEncoding * state, GMimeContentEncoding encoding),
      (state, encoding))
GMIME(size_t, g_mime_encoding_outlen, (GMimeEncoding * state, size_t len), (state, len))
GMIME(size_t, g_mime_encoding_flush, (GMimeEncoding * state, const char *in, size_t len, char *out),
      (state, in, len, out))
GMIME(GMimeFilter *, g_mime_filter_basic_new, (GMimeContentEncoding encoding, gboolean encode),
      (encoding, encode))
GMIME(void, g_mime_filter_filter,
      (GMimeFilter * filter, char *inbuf, size_t inlen, size_t prespace, char **outbuf,
       size_t *outlen, size_t *outprespace),
      (filter, inbuf, inlen, prespace, outbuf, outlen, outprespace))
