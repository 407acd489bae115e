import { createLocale, type Locale } from './locale.ts';

/** German. */
export const de: Locale = /* @__PURE__ */ createLocale({
  tag: 'de',
  comma: ', ',
  dropzone: {
    region: 'Bilder hochladen',
    drop: 'Bilder hier ablegen oder einfügen',
    release: 'Loslassen zum Hinzufügen',
    choose: 'Bilder auswählen',
    hint: {
      any: 'alle Bildformate',
      upTo: '{types}, bis {size}',
      upToEach: '{types}, je bis {size}',
      one: 'Ein Bild: {what}',
      most: 'Höchstens {count}: {what}',
    },
    list: 'Bilder',
    status: {
      preparing: 'Wird vorbereitet',
      queued: 'Wartet',
      uploading: 'Wird hochgeladen, {percent}',
      again: '{count}. Versuch, {percent}',
      processing: 'Wird abgeschlossen',
      retrying: '{count}. Versuch in {time}',
      retryingSoon: '{count}. Versuch in Kürze',
      paused: 'Angehalten',
      done: 'Hochgeladen',
      failed: 'Fehlgeschlagen',
      canceled: 'Abgebrochen',
      rejected: 'Nicht angenommen',
    },
    error: {
      'unsupported-type': 'Dieses Dateiformat wird nicht angenommen. Wählen Sie ein anderes Bild.',
      'empty-file':
        'Die Datei ist leer. Vielleicht war sie noch nicht fertig kopiert; wählen Sie sie noch einmal aus.',
      'file-too-large': 'Das Bild ist zu groß. Wählen Sie ein kleineres.',
      'dimensions-too-large': 'Das Bild hat zu viele Pixel. Verkleinern Sie es zuerst.',
      'too-many-files': 'Das sind zu viele Bilder. Entfernen Sie zuerst eines.',
      'metadata-too-large': 'Die Angaben zum Bild sind zu lang. Kürzen Sie sie.',
      'broken-image':
        'Das Bild ist beschädigt. Öffnen und speichern Sie es mit einem anderen Programm oder wählen Sie ein anderes.',
      'preparation-failed':
        'Das Bild konnte nicht vorbereitet werden. Versuchen Sie es noch einmal oder wählen Sie ein kleineres.',
      'part-not-loaded':
        'Ein Teil dieser Seite konnte nicht geladen werden. Sobald er geladen ist, geht es von selbst weiter.',
      'unreadable-file':
        'Die Datei ist nicht mehr lesbar. Sie wurde verschoben, geändert oder gelöscht; wählen Sie sie noch einmal aus.',
      network: 'Die Verbindung ist abgebrochen. Prüfen Sie sie und versuchen Sie es noch einmal.',
      'upload-cut-off':
        'Die Übertragung wurde abgebrochen. Das Bild ist wahrscheinlich zu groß. Wählen Sie ein kleineres.',
      stalled: 'Die Übertragung kommt nicht voran. Versuchen Sie es noch einmal.',
      'no-response':
        'Das Bild wurde gesendet, aber es kam keine Antwort. Versuchen Sie es noch einmal.',
      interrupted:
        'Die Seite wurde geschlossen, während das Bild unterwegs war. Sehen Sie nach, ob es angekommen ist, oder senden Sie es noch einmal.',
      'upload-url-spent':
        'Die Erlaubnis zum Hochladen ist abgelaufen. Versuchen Sie es noch einmal.',
      unauthorized:
        'Sie sind nicht angemeldet. Melden Sie sich an und versuchen Sie es noch einmal.',
      forbidden: 'Sie dürfen hier nichts hochladen.',
      'endpoint-not-found':
        'Unter dieser Adresse werden keine Bilder angenommen. Wenden Sie sich an die Betreiber der Seite.',
      'image-not-found': 'Dieses Bild gibt es nicht mehr.',
      conflict: 'Ein anderes Bild hat bereits diese Kennung.',
      'rate-limited':
        'Das sind gerade zu viele Anfragen. Versuchen Sie es in einer Weile noch einmal.',
      refused: 'Das Bild wurde nicht angenommen.',
      refusedBecause: 'Das Bild wurde nicht angenommen: {said}',
      'service-failed':
        'Beim Bilderdienst ist ein Fehler aufgetreten. Versuchen Sie es später noch einmal.',
      'invalid-response':
        'Die Antwort war nicht zu verstehen. Vielleicht hilft es, sich noch einmal anzumelden.',
      'refused-by-app': 'Das Bild wurde nicht angenommen.',
      'app-error':
        'Ein Fehler in dieser Anwendung hat das Hochladen verhindert. Wenden Sie sich an die Betreiber der Seite.',
      limit: {
        size: 'Das Bild hat {actual}; erlaubt sind höchstens {limit}. Wählen Sie ein kleineres.',
        side: 'Eine Seite des Bildes ist {actual} Pixel lang; erlaubt sind höchstens {limit}. Verkleinern Sie es zuerst.',
        area: 'Das Bild hat {actual} Megapixel; erlaubt sind höchstens {limit}. Verkleinern Sie es zuerst.',
        files: {
          one: 'Es ist nur {count} Bild erlaubt. Entfernen Sie es zuerst.',
          other: 'Es sind höchstens {count} Bilder erlaubt. Entfernen Sie zuerst eines.',
        },
        metadata:
          'Die Angaben zum Bild haben {actual}; erlaubt sind höchstens {limit}. Kürzen Sie sie.',
      },
    },
    summary: {
      done: '{count} von {total} hochgeladen',
      failed: '{count} nicht',
    },
    settled: {
      done: '{count} hochgeladen',
      failed: '{count} fehlgeschlagen',
    },
    pace: '{speed}, noch {time}',
    cancel: '{name} abbrechen',
    retry: '{name} erneut versuchen',
    remove: '{name} entfernen',
    progress: 'Fortschritt von {name}',
    overall: 'Fortschritt aller Bilder',
    start: 'Hochladen',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    offline: 'Offline. Es geht von selbst weiter.',
    clear: 'Liste leeren',
    retryAll: {
      one: '{count} erneut versuchen',
      other: 'Alle {count} erneut versuchen',
    },
    camera: 'Foto aufnehmen',
    cameraView: 'Kamera',
    shutter: 'Aufnehmen',
    switchCamera: 'Andere Kamera',
    closeCamera: 'Fertig',
    cameraStarting: 'Kamera wird gestartet',
    cameraProblem: {
      denied:
        'Diese Seite darf die Kamera nicht verwenden. Erlauben Sie es neben der Adresse der Seite und versuchen Sie es noch einmal.',
      missing:
        'Es wurde keine Kamera gefunden. Schließen Sie eine an oder wählen Sie ein Bild von diesem Gerät.',
      busy: 'Ein anderes Programm verwendet die Kamera. Schließen Sie es und versuchen Sie es noch einmal.',
    },
    url: 'Von einer Webadresse',
    urlField: 'Webadresse des Bildes',
    addURL: 'Bild hinzufügen',
    cancelURL: 'Abbrechen',
    fetching: 'Bild wird geholt',
    urlProblem: {
      invalid: 'Das ist keine Webadresse. Sie beginnt mit https:// und führt zum Bild selbst.',
      blocked:
        'Diese Website lässt andere Seiten ihre Bilder nicht lesen (CORS), oder sie ist nicht erreichbar. Speichern Sie das Bild auf diesem Gerät und wählen Sie es dort aus.',
      refused: 'Diese Website hat mit {status} geantwortet. Prüfen Sie die Adresse.',
      'no-picture':
        'Unter dieser Adresse ist kein Bild. Verwenden Sie die Adresse des Bildes selbst, nicht die der Seite, auf der es steht.',
      'too-large': 'Das Bild ist größer als {size}. Wählen Sie ein kleineres.',
    },
    partFailed: 'Dieser Teil konnte nicht geladen werden.',
    partRetry: 'Erneut versuchen',
    pageDrop: 'Bilder irgendwo auf dieser Seite ablegen',
    moveUp: '{name} nach oben verschieben',
    moveDown: '{name} nach unten verschieben',
    drag: '{name} an eine andere Stelle ziehen',
    details: 'Bildunterschrift und Beschreibung von {name}',
    caption: 'Bildunterschrift',
    alt: 'Beschreibung',
    altHint: 'Für Menschen, die das Bild nicht sehen können',
    saving: {
      saving: 'Wird gespeichert',
      saved: 'Gespeichert',
      failed: 'Nicht gespeichert. Ändern Sie es noch einmal, um es erneut zu versuchen.',
    },
    formProblem: {
      missing: 'Wählen Sie mindestens ein Bild aus.',
      unfinished: 'Einige Bilder sind noch nicht hochgeladen. Warten Sie, bis sie es sind.',
      failed:
        'Einige Bilder wurden nicht hochgeladen. Versuchen Sie es erneut oder entfernen Sie sie.',
    },
    warning: {
      'storage-full':
        'Diese Bilder gehen beim Neuladen verloren: Der Browser hat keinen Platz mehr. Lassen Sie die Seite offen, bis sie hochgeladen sind.',
      'storage-unavailable':
        'Diese Bilder gehen beim Neuladen verloren: Der Browser speichert für diese Seite keine Dateien. Lassen Sie die Seite offen, bis sie hochgeladen sind.',
      'part-not-loaded':
        'Diese Bilder gehen beim Neuladen verloren: Ein Teil dieser Seite konnte nicht geladen werden. Lassen Sie die Seite offen, bis sie hochgeladen sind.',
    },
    added: { one: '{count} Bild hinzugefügt', other: '{count} Bilder hinzugefügt' },
    removed: '{name} entfernt',
    moved: '{name} ist jetzt an Stelle {place} von {count}',
    failed: '{name} ist fehlgeschlagen. {error}',
    reached: '{percent} hochgeladen',
  },
  gallery: {
    region: 'Gespeicherte Bilder',
    loading: 'Bilder werden geladen',
    empty: 'Noch keine Bilder',
    unnamed: 'Bild ohne Namen',
    variants: 'Variante von {name}',
    auto: 'Automatisch',
    broken: 'Diese Variante kann nicht angezeigt werden',
    reload: '{name} noch einmal laden',
    spreading: 'Gespeichert. Gleich ist es hier zu sehen.',
    view: '{name} ansehen',
    copy: 'URL von {name} kopieren',
    copyMarkdown: 'Markdown für {name} kopieren',
    copyHTML: 'HTML für {name} kopieren',
    markdown: 'Markdown kopieren',
    html: 'HTML kopieren',
    copied: 'URL kopiert',
    copiedText: 'Kopiert',
    copyFailed: 'Der Browser hat das Kopieren nicht erlaubt',
    download: '{name} herunterladen',
    downloadFailed: 'Das Herunterladen ist fehlgeschlagen',
    open: '{name} öffnen',
    delete: '{name} löschen',
    more: 'Mehr zu {name}',
    details: {
      id: 'Kennung',
      uploaded: 'Gespeichert',
      creator: 'Erstellt von',
      visibility: 'Sichtbarkeit',
      public: 'Öffentlich',
      private: 'Privat, über signierte URLs',
    },
    count: { one: '{count} Bild', other: '{count} Bilder' },
    select: '{name} auswählen',
    selectAll: 'Alle auswählen',
    selected: '{count} ausgewählt',
    clearSelection: 'Auswahl aufheben',
    deleteSelected: { one: '{count} Bild löschen', other: '{count} Bilder löschen' },
    deleted: { one: '{count} Bild gelöscht', other: '{count} Bilder gelöscht' },
    undo: 'Rückgängig',
    restored: { one: '{count} Bild ist wieder da', other: '{count} Bilder sind wieder da' },
    deleteFailed: '{name} konnte nicht gelöscht werden. Es ist noch gespeichert.',
    partFailed: 'Dieser Teil konnte nicht geladen werden.',
    partRetry: 'Erneut versuchen',
    loadMore: 'Mehr anzeigen',
    loaded: { one: '{count} weiteres Bild', other: '{count} weitere Bilder' },
    lightbox: {
      region: '{name}, groß',
      position: '{index} von {count}',
      previous: 'Vorheriges Bild',
      next: 'Nächstes Bild',
      close: 'Schließen',
      zoomIn: 'Vergrößern',
      zoomOut: 'Verkleinern',
      details: 'Details',
    },
  },
});
