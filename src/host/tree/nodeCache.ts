import type { TreeNode } from "../../protocol/treeNode.js";

/** The nodes that the tree has shown, by id. What is no longer listed is forgotten with all below it. */
export class NodeCache {
  private readonly nodes = new Map<string, TreeNode>();
  private readonly children = new Map<string | null, readonly string[]>();

  get(id: string): TreeNode | undefined {
    return this.nodes.get(id);
  }

  /** Takes a node as it is now; its children stay. */
  put(node: TreeNode): void {
    this.nodes.set(node.id, node);
  }

  /** Takes the list of a parent's children as it is now. */
  putChildren(parent: string | null, nodes: readonly TreeNode[]): void {
    const kept = new Set(nodes.map(({ id }) => id));
    for (const id of this.children.get(parent) ?? []) if (!kept.has(id)) this.forget(id);
    for (const node of nodes) this.nodes.set(node.id, node);
    this.children.set(parent, [...kept]);
  }

  childrenOf(parent: string | null): readonly TreeNode[] {
    return (this.children.get(parent) ?? []).map(id => this.nodes.get(id)).filter(node => node !== undefined);
  }

  private forget(id: string): void {
    for (const child of this.children.get(id) ?? []) this.forget(child);
    this.children.delete(id);
    this.nodes.delete(id);
  }
}
