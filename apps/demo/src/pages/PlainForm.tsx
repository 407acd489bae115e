import { ImageDropzone } from '@tintype/react';
import { type FormEvent, useState } from 'react';

export function PlainForm() {
  const [sent, setSent] = useState<[string, FormDataEntryValue][]>([]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent([...new FormData(event.currentTarget)]);
  };
  return (
    <>
      <form className="advert" onSubmit={send} onReset={() => setSent([])}>
        <label>
          Title
          <input name="title" required placeholder="A bicycle, hardly used" />
        </label>
        <ImageDropzone endpoint="/api/images" name="pictures" maxFiles={4} required />
        <p className="buttons">
          <button type="submit">Send the form</button>
          <button type="reset">Reset</button>
        </p>
      </form>
      <section aria-labelledby="sent">
        <h2 id="sent">What the form sends</h2>
        <output>
          {sent.length === 0 ? 'Nothing yet: it has not been sent.' : null}
          {sent.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of a form's entries is what they are
            <code key={index}>
              {name}={String(value)}
            </code>
          ))}
        </output>
      </section>
    </>
  );
}
