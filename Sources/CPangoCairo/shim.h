#ifndef HENG_CPANGOCAIRO_SHIM_H
#define HENG_CPANGOCAIRO_SHIM_H

#include <pango/pangocairo.h>
#include <cairo-pdf.h>
#include <hb-ot.h>

// g_object_ref and g_object_unref take any pointer at all; these take one type each, so that the
// compiler sees a mix-up.
static inline void shim_font_map_unref(PangoFontMap *fontMap) { g_object_unref(fontMap); }
static inline void shim_context_unref(PangoContext *context) { g_object_unref(context); }
static inline void shim_layout_unref(PangoLayout *layout) { g_object_unref(layout); }
static inline void shim_font_ref(PangoFont *font) { g_object_ref(font); }
static inline void shim_font_unref(PangoFont *font) { g_object_unref(font); }

// The casts of GObject are macros, which Swift does not see.
static inline void shim_font_map_set_resolution(PangoFontMap *fontMap, double dotsPerInch) {
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fontMap), dotsPerInch);
}
static inline cairo_scaled_font_t *shim_font_get_scaled_font(PangoFont *font) {
  return pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
}

// The face of a file, the same for every size; Pango keeps it as long as the font map lives.
static inline const void *shim_font_get_face(PangoFont *font) {
  return hb_font_get_face(pango_font_get_hb_font(font));
}

// Whether the font holds pictures (most emoji), or its glyphs have colours of their own.
static inline int shim_font_has_pictures(PangoFont *font) {
  return hb_ot_color_has_png(hb_font_get_face(pango_font_get_hb_font(font)));
}
static inline int shim_font_has_colours(PangoFont *font) {
  hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
  return hb_ot_color_has_png(face) || hb_ot_color_has_layers(face) || hb_ot_color_has_svg(face);
}

#endif
