//! `system-user create`.

use clap::Args;
use serde_json::{Value, json};

use super::permissions;
use crate::cli::arguments::{self, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::open::Opened;
use crate::cli::{table, when};
use crate::model::{Scopes, SystemRole, SystemUser, Workspace};
use crate::store::Created;
use crate::token::mint;

/// What the verb's help ends with.
pub(super) const EXAMPLES: &str = "\
Examples:
  wicketgate system-user create --workspace acme-sons --name reports --role employee \\
      --permission flows:read
  wicketgate system-user create --workspace acme-sons --name backend --role admin";

/// `wicketgate system-user create`
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    store: StoreArguments,
    /// The workspace that it acts for (id or slug)
    #[arg(long)]
    workspace: String,
    /// Name for people, unique in its workspace
    #[arg(long, value_parser = arguments::name)]
    name: String,
    /// What its tokens may be given: every permission (admin), or those that are named here (employee)
    #[arg(long, value_parser = arguments::system_role())]
    role: SystemRole,
    /// A permission that an employee's tokens may be given; may be repeated
    #[arg(long = "permission", value_name = "PERMISSION", value_parser = arguments::scopes)]
    permissions: Vec<Scopes>,
}

impl Create {
    pub(super) async fn run(self) -> Result<(), Exit> {
        match (self.role, self.permissions.is_empty()) {
            (SystemRole::Employee, true) => {
                return Err(Exit::Usage(
                    "an employee without a permission can be given no token: name some with \
                     --permission"
                        .to_owned(),
                ));
            }
            (SystemRole::Admin, false) => {
                return Err(Exit::Usage(
                    "an admin's tokens may be given every permission: leave --permission out, or \
                     say --role employee"
                        .to_owned(),
                ));
            }
            (SystemRole::Employee, false) | (SystemRole::Admin, true) => {}
        }
        let opened = Opened::open(&self.store).await?;
        let permissions = permissions(&self.permissions, &opened.config)?;
        let workspace = opened.workspace(&self.workspace).await?;
        let user = SystemUser {
            id: mint::system_user_id(opened.now, &*opened.entropy)?,
            workspace_id: workspace.id.clone(),
            name: self.name,
            role: self.role,
            permissions,
            tokens: Vec::new(),
            created_at: opened.now,
        };
        match opened.store.create_system_user(&user).await? {
            Created::Done => answer(self.store.json, &describe(&user), || {
                table::pairs(lines(&user, &workspace, &opened))
            }),
            Created::Taken => Err(Exit::Conflict(format!(
                "workspace {} has a system user {:?} already; name another with --name",
                workspace.slug, user.name
            ))),
            Created::NoParent => Err(Exit::NotFound(format!(
                "workspace {} was just deleted",
                workspace.id
            ))),
        }
    }
}

/// A system user without its tokens.
pub(super) fn describe(user: &SystemUser) -> Value {
    json!({
        "system_user_id": user.id.as_str(),
        "workspace_id": user.workspace_id.as_str(),
        "name": user.name,
        "role": user.role.as_str(),
        "permissions": user.permissions.iter().collect::<Vec<_>>(),
        "created_at": user.created_at.as_secs(),
    })
}

fn lines(user: &SystemUser, workspace: &Workspace, opened: &Opened) -> [(&'static str, String); 6] {
    let permissions = match user.role {
        SystemRole::Admin => "any".to_owned(),
        SystemRole::Employee => user.permissions.to_string(),
    };
    [
        ("system_user_id", user.id.to_string()),
        (
            "workspace",
            format!("{} ({})", workspace.slug, workspace.id),
        ),
        ("name", user.name.clone()),
        ("role", user.role.as_str().to_owned()),
        ("permissions", permissions),
        ("created", when::both(user.created_at, opened.now)),
    ]
}
