import type { RolloutView } from "../src/protocol/rolloutView.js";
import { controls } from "./controls.js";
import { Icon } from "./icon.js";
import { viewContext } from "./viewContext.js";

/** Where the rollout stands in its group, the way to its neighbours, and the pin. */
export function HeadNav({ view }: { readonly view: RolloutView }) {
  const model = viewContext.use();
  const { t, host } = model;
  const walk = (direction: 1 | -1) => model.run(host.walk({ direction, within: "group" }));
  const isPinned = model.isPinned.value;
  const togglePin = () => {
    model.isPinned.value = !isPinned;
    model.run(host.setPinned({ isPinned: !isPinned }));
  };
  return (
    <nav class="nav">
      <span class="num">{t("position", view.group.position, view.group.members.length)}</span>
      <controls.Button appearance="icon" label={t("previousRollout")} onClick={() => walk(-1)}>
        <Icon name="left" />
      </controls.Button>
      <controls.Button appearance="icon" label={t("nextRollout")} onClick={() => walk(1)}>
        <Icon name="right" />
      </controls.Button>
      <controls.Button appearance="icon" label={t(isPinned ? "unpin" : "pin")} isPressed={isPinned} onClick={togglePin}>
        <Icon name="pin" class={isPinned ? "filled" : "tilted"} />
      </controls.Button>
    </nav>
  );
}
