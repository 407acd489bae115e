import type { Meta, StoryObj } from '@storybook/react-vite';
import type { UploaderOptions } from '@tintype/core';
import { type ReactElement, useState, useSyncExternalStore } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { useImageUpload } from '../upload/use-image-upload.ts';
import { ImageDropzone } from './ImageDropzone.tsx';
import { type NetworkScript, openNetwork } from './story-network.ts';
import { dropPhoto } from './story-pictures.ts';

interface OverNetworkProps {
  network: NetworkScript;
  /** What else the engine is told. */
  options?: Partial<UploaderOptions>;
}

/** The real engine over a network that is played. Renders a `<div>`. */
function OverNetwork({ network: script, options }: OverNetworkProps): ReactElement {
  const [network] = useState(() => openNetwork(script));
  const { endpoint } = network;
  const upload = useImageUpload({ endpoint, connectivity: network, ...options });
  const online = useSyncExternalStore(network.subscribe, network.isOnline, network.isOnline);
  const counts = useSyncExternalStore(network.subscribe, network.getCounts, network.getCounts);
  return (
    <div>
      <ImageDropzone upload={upload} />
      <p className="stage-note">
        <label>
          <input
            type="checkbox"
            checked={online}
            onChange={({ target }) => network.setOnline(target.checked)}
          />{' '}
          Connected
        </label>
        <span>
          Requests: {counts.requests}. Stored: {counts.stored}.
        </span>
      </p>
    </div>
  );
}

/**
 * What a person sees when the network is slow, or fails. Each story begins with a picture that is dropped;
 * drop more of your own, or take the connection away. Nothing leaves this page.
 */
const meta: Meta<typeof OverNetwork> = {
  title: 'ImageDropzone/Slow and failing networks',
  component: OverNetwork,
  tags: ['behaviour'],
  // Waits are of random length. Here they are of the middle one.
  beforeEach: () => {
    const { random } = Math;
    Math.random = () => 0.5;
    return () => {
      Math.random = random;
    };
  },
};
export default meta;

type Story = StoryObj<typeof OverNetwork>;

const LOGIN_PAGE = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in</title><form>…</form>',
};

const BAD_GATEWAY = {
  status: 502,
  headers: { 'content-type': 'text/plain' },
  body: 'error code: 502',
};

const SLOW_DOWN = { status: 429, headers: { 'retry-after': '2' }, body: 'Too many requests' };

const REFUSAL = {
  status: 400,
  body: JSON.stringify({
    success: false,
    errors: [{ code: 5450, message: 'This account has reached its limit of stored images' }],
    messages: [],
    result: null,
  }),
};

/** Progress, speed and the time that is left. */
export const Slow: Story = {
  args: { network: { name: 'slow', duration: 20_000 } },
  parameters: { visual: { hide: ['.tt-pace', '.tt-item-status', '.tt-progress'] } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'paris');
    await expect(await canvas.findByText(/Uploading, \d+%/)).toBeVisible();
    await expect(await canvas.findByText(/[kM]?B\/s, \d+ sec left/)).toBeVisible();
  },
};

/** No byte leaves any more. It is sent again, and not because somebody said so. */
export const Stalled: Story = {
  args: {
    network: { name: 'stalled', fates: ['stalled'] },
    options: { timeouts: { stall: 400 }, retry: { baseDelay: 2000 } },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'starfish');
    await expect(await canvas.findByText(/has stalled/)).toBeVisible();
    await expect(await canvas.findByText('Uploaded')).toBeVisible();
    await expect(canvas.getByText('Requests: 2. Stored: 1.')).toBeVisible();
  },
};

/** The service says when it wants to be asked again (429, `Retry-After`), and the wait is counted down. */
export const SlowDown: Story = {
  args: { network: { name: 'busy', fates: [SLOW_DOWN] } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'paris');
    await expect(await canvas.findByText(/Second try in [12] sec/)).toBeVisible();
    await expect(canvas.getByText(/asks to slow down/)).toBeVisible();
    await expect(await canvas.findByText('Uploaded')).toBeVisible();
  },
};

/** The connection goes and comes back. Nobody has to do anything. */
export const OfflineAndBack: Story = {
  args: { network: { name: 'train' } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const connected = canvas.getByRole('checkbox', { name: 'Connected' });
    await dropPhoto(canvasElement, 'frangipani');
    await canvas.findByText(/Uploading, \d+%/);
    await userEvent.click(connected);
    await expect(
      await canvas.findByText('Offline. Uploads resume when you are back online.'),
    ).toBeVisible();
    await userEvent.click(connected);
    await expect(await canvas.findByText('Uploaded')).toBeVisible();
    await expect(canvas.getByText(/Stored: 1\./)).toBeVisible();
  },
};

/** The picture is stored, and the answer is lost. It is found again, and not stored twice. */
export const CutAfterStoring: Story = {
  args: {
    network: { name: 'cut', fates: ['stored, then cut'] },
    options: { retry: { baseDelay: 2000 } },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'coupe');
    await expect(await canvas.findByText(/connection was lost/)).toBeVisible();
    await expect(await canvas.findByText('Uploaded')).toBeVisible();
    await expect(canvas.getByText('Requests: 1. Stored: 1.')).toBeVisible();
  },
};

/** A proxy answers with text, time after time. In the end it is for the person to try again. */
export const TextError: Story = {
  args: {
    network: { name: 'proxy', fates: [BAD_GATEWAY, BAD_GATEWAY] },
    options: { retry: { attempts: 2, baseDelay: 200 } },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'paris');
    await expect(await canvas.findByText('Failed')).toBeVisible();
    await expect(canvas.getByText(/image service failed \(502\)/)).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Retry paris.jpg' })).toBeVisible();
    await expect(canvas.getByText('Requests: 2. Stored: 0.')).toBeVisible();
  },
};

/** The session is over: what answers is a page to sign in, with a status that says that all is well. */
export const LoginPage: Story = {
  args: {
    network: { name: 'signed-out', answersAll: LOGIN_PAGE },
    options: { retry: { baseDelay: 200 } },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'paris');
    await expect(await canvas.findByText('Failed')).toBeVisible();
    await expect(canvas.getByText(/made no sense.*Signing in/)).toBeVisible();
    await expect(canvas.getByText('Requests: 1. Stored: 0.')).toBeVisible();
  },
};

/** The service says no, and will say so again: it is asked once. */
export const Refused: Story = {
  args: { network: { name: 'full', fates: [REFUSAL] } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await dropPhoto(canvasElement, 'starfish');
    await waitFor(() => expect(canvas.getByText('Failed')).toBeVisible());
    await expect(canvas.getByText(/limit of stored images/)).toBeVisible();
    await expect(canvas.getByText('Requests: 1. Stored: 0.')).toBeVisible();
  },
};
