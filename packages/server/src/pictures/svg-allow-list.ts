/**
 * The elements that a sanitized SVG may have. None of them runs code, holds another document or leads
 * to one; `a` is not here, but its contents stay.
 *
 * @see https://www.w3.org/TR/SVG2/eltindex.html
 */
export const svgElements: ReadonlySet<string> = words(`
  svg g defs symbol use title desc switch view
  path rect circle ellipse line polyline polygon image
  text tspan textPath tref altGlyph
  marker mask clipPath pattern linearGradient radialGradient stop hatch hatchpath solidcolor
  filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
  feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
  feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
  feSpotLight feTile feTurbulence
  animate animateColor animateMotion animateTransform set mpath
  style font font-face glyph missing-glyph hkern vkern
`);

/** Elements that go, while what is in them stays. */
export const unwrappedElements: ReadonlySet<string> = words('a');

/**
 * The attributes that it may have, besides `href`, `aria-…` and `data-…`. No handler of an event is
 * among them.
 *
 * @see https://www.w3.org/TR/SVG2/attindex.html
 */
export const svgAttributes: ReadonlySet<string> = words(`
  id class style lang role tabindex transform type media version baseProfile viewBox
  preserveAspectRatio zoomAndPan x y x1 y1 x2 y2 dx dy width height cx cy r rx ry fx fy fr d points
  pathLength rotate textLength lengthAdjust startOffset method spacing side
  markerUnits markerWidth markerHeight refX refY orient maskUnits maskContentUnits clipPathUnits
  patternUnits patternContentUnits patternTransform gradientUnits gradientTransform spreadMethod
  offset filterUnits primitiveUnits filterRes in in2 result mode values operator k1 k2 k3 k4
  stdDeviation edgeMode order kernelMatrix kernelUnitLength divisor bias targetX targetY
  preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle
  azimuth elevation z pointsAtX pointsAtY pointsAtZ scale xChannelSelector yChannelSelector radius
  baseFrequency numOctaves seed stitchTiles tableValues slope intercept amplitude exponent
  attributeName attributeType begin dur end min max restart repeatCount repeatDur fill calcMode
  keyTimes keySplines keyPoints from to by additive accumulate path origin
  requiredFeatures requiredExtensions systemLanguage
  alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
  color-interpolation-filters color-profile color-rendering cursor direction display
  dominant-baseline enable-background fill-opacity fill-rule filter flood-color flood-opacity
  font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style
  font-variant font-weight font-variation-settings glyph-orientation-horizontal
  glyph-orientation-vertical image-rendering inline-size isolation kerning letter-spacing
  lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity
  overflow paint-order pointer-events shape-inside shape-rendering shape-subtract stop-color
  stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration
  text-overflow text-rendering transform-box transform-origin unicode-bidi vector-effect visibility
  white-space word-spacing writing-mode
  horiz-adv-x horiz-origin-x vert-adv-y vert-origin-x vert-origin-y glyph-name unicode g1 g2 u1 u2 k
  units-per-em ascent descent cap-height x-height accent-height alphabetic mathematical ideographic
  hanging panose-1 bbox stemv stemh widths underline-position underline-thickness
  strikethrough-position strikethrough-thickness overline-position overline-thickness unicode-range
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
