/** Types of values (TIFF 6.0, section 2; Exif 3.0, section 4.6.2). */
const [BYTE, ASCII, RATIONAL, UNDEFINED, SIGNED_RATIONAL, UTF8] = [1, 2, 5, 7, 10, 129] as const;
export const SHORT = 3;
export const LONG = 4;

/** Bytes of one value, by the number of its type. */
export const TYPE_LENGTHS: Readonly<Record<number, number>> = {
  [BYTE]: 1,
  [ASCII]: 1,
  [SHORT]: 2,
  [LONG]: 4,
  [RATIONAL]: 8,
  [UNDEFINED]: 1,
  [SIGNED_RATIONAL]: 8,
  [UTF8]: 1,
};

/** What a field may hold: one of these types, and so many values; any number where none is said. */
export interface ExifField {
  types: readonly number[];
  count?: number;
}

const text: ExifField = { types: [ASCII, UTF8] };
const number: ExifField = { types: [SHORT, LONG], count: 1 };
const ratio: ExifField = { types: [RATIONAL, SIGNED_RATIONAL], count: 1 };
const code = (count: number): ExifField => ({ types: [UNDEFINED], count });
const ratios = (count: number): ExifField => ({ types: [RATIONAL], count });

/** Fields of an image's first directory that tell no place, by number: camera, date, owner, description. */
export const IMAGE_FIELDS: ReadonlyMap<number, ExifField> = new Map([
  [0x010e, text], // ImageDescription
  [0x010f, text], // Make
  [0x0110, text], // Model
  [0x0112, { types: [SHORT], count: 1 }], // Orientation
  [0x011a, ratio], // XResolution
  [0x011b, ratio], // YResolution
  [0x0128, number], // ResolutionUnit
  [0x0131, text], // Software
  [0x0132, text], // DateTime
  [0x013b, text], // Artist
  [0x013c, text], // HostComputer
  [0x013e, ratios(2)], // WhitePoint
  [0x013f, ratios(6)], // PrimaryChromaticities
  [0x0211, ratios(3)], // YCbCrCoefficients
  [0x0213, number], // YCbCrPositioning
  [0x0214, ratios(6)], // ReferenceBlackWhite
  [0x8298, text], // Copyright
  [0x9c9b, { types: [BYTE] }], // XPTitle
  [0x9c9c, { types: [BYTE] }], // XPComment
  [0x9c9d, { types: [BYTE] }], // XPAuthor
]);

/** Fields of its Exif directory: exposure, lens, dates, serial numbers, comment. */
export const CAMERA_FIELDS: ReadonlyMap<number, ExifField> = new Map([
  [0x829a, ratio], // ExposureTime
  [0x829d, ratio], // FNumber
  [0x8822, number], // ExposureProgram
  [0x8824, text], // SpectralSensitivity
  [0x8827, { types: [SHORT, LONG] }], // PhotographicSensitivity
  [0x8830, number], // SensitivityType
  [0x8831, number], // StandardOutputSensitivity
  [0x8832, number], // RecommendedExposureIndex
  [0x8833, number], // ISOSpeed
  [0x8834, number], // ISOSpeedLatitudeyyy
  [0x8835, number], // ISOSpeedLatitudezzz
  [0x9000, code(4)], // ExifVersion
  [0x9003, text], // DateTimeOriginal
  [0x9004, text], // DateTimeDigitized
  [0x9010, text], // OffsetTime
  [0x9011, text], // OffsetTimeOriginal
  [0x9012, text], // OffsetTimeDigitized
  [0x9101, code(4)], // ComponentsConfiguration
  [0x9102, ratio], // CompressedBitsPerPixel
  [0x9201, ratio], // ShutterSpeedValue
  [0x9202, ratio], // ApertureValue
  [0x9203, ratio], // BrightnessValue
  [0x9204, ratio], // ExposureBiasValue
  [0x9205, ratio], // MaxApertureValue
  [0x9206, ratio], // SubjectDistance
  [0x9207, number], // MeteringMode
  [0x9208, number], // LightSource
  [0x9209, number], // Flash
  [0x920a, ratio], // FocalLength
  [0x9214, { types: [SHORT] }], // SubjectArea
  [0x9286, { types: [UNDEFINED] }], // UserComment
  [0x9290, text], // SubSecTime
  [0x9291, text], // SubSecTimeOriginal
  [0x9292, text], // SubSecTimeDigitized
  [0xa000, code(4)], // FlashpixVersion
  [0xa001, number], // ColorSpace
  [0xa002, number], // PixelXDimension
  [0xa003, number], // PixelYDimension
  [0xa20b, ratio], // FlashEnergy
  [0xa20e, ratio], // FocalPlaneXResolution
  [0xa20f, ratio], // FocalPlaneYResolution
  [0xa210, number], // FocalPlaneResolutionUnit
  [0xa214, { types: [SHORT], count: 2 }], // SubjectLocation: a point within the image
  [0xa215, ratio], // ExposureIndex
  [0xa217, number], // SensingMethod
  [0xa300, code(1)], // FileSource
  [0xa301, code(1)], // SceneType
  [0xa401, number], // CustomRendered
  [0xa402, number], // ExposureMode
  [0xa403, number], // WhiteBalance
  [0xa404, ratio], // DigitalZoomRatio
  [0xa405, number], // FocalLengthIn35mmFilm
  [0xa406, number], // SceneCaptureType
  [0xa407, number], // GainControl
  [0xa408, number], // Contrast
  [0xa409, number], // Saturation
  [0xa40a, number], // Sharpness
  [0xa40c, number], // SubjectDistanceRange
  [0xa420, text], // ImageUniqueID
  [0xa430, text], // CameraOwnerName
  [0xa431, text], // BodySerialNumber
  [0xa432, ratios(4)], // LensSpecification
  [0xa433, text], // LensMake
  [0xa434, text], // LensModel
  [0xa435, text], // LensSerialNumber
  [0xa436, text], // ImageTitle
  [0xa437, text], // Photographer
  [0xa438, text], // ImageEditor
  [0xa439, text], // CameraFirmware
  [0xa43a, text], // RAWDevelopingSoftware
  [0xa43b, text], // ImageEditingSoftware
  [0xa43c, text], // MetadataEditingSoftware
  [0xa460, number], // CompositeImage
  [0xa500, ratio], // Gamma
]);
