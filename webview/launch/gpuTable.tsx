import type { ShownGpu } from "../../src/protocol/jobs/launchViewApi.js";
import { Icon } from "../icon.js";
import { launchContext } from "./launchContext.js";

const megabytesAGigabyte = 1024;
const gigabytes = (megabytes: number) => (megabytes / megabytesAGigabyte).toFixed(1);

function GpuRow({ gpu }: { readonly gpu: ShownGpu }) {
  const { t } = launchContext.use();
  const { index, name, usedMegabytes, totalMegabytes, utilisation, isFree, holder } = gpu;
  return (
    <tr>
      <th scope="row">{index}</th>
      <td>{name}</td>
      <td class="nowrap">
        <meter min={0} max={totalMegabytes} value={usedMegabytes} aria-label={t("memoryInUse")} />{" "}
        {t("gigabytes", gigabytes(usedMegabytes), gigabytes(totalMegabytes))}
      </td>
      <td class="right">{utilisation === null ? "–" : `${utilisation}%`}</td>
      <td>
        <Icon name={isFree ? "check" : "warn"} class={isFree ? "" : "warn"} />{" "}
        <span class={isFree ? "dim" : ""}>{isFree ? t("free") : (holder ?? t("inUse"))}</span>
      </td>
    </tr>
  );
}

/** Every GPU with its memory and who holds it. Where there are none, a finding says so. */
export function GpuTable({ gpus }: { readonly gpus: readonly ShownGpu[] }) {
  const { t } = launchContext.use();
  return (
    <table class="gputable num">
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {t("gpu")}
          </th>
          <th scope="col">{t("memoryInUse")}</th>
          <th scope="col" class="right">
            {t("utilisation")}
          </th>
          <th scope="col">{t("state")}</th>
        </tr>
      </thead>
      <tbody>
        {gpus.map(gpu => (
          <GpuRow key={gpu.index} gpu={gpu} />
        ))}
      </tbody>
    </table>
  );
}
