//! `system-user token create` and `token temp`: a token, shown once.

use clap::Args;
use ipnet::IpNet;

use super::list;
use crate::cli::arguments::{self, StoreArguments};
use crate::cli::exit::{Exit, print_secret};
use crate::cli::open::Opened;
use crate::cli::system_user::{find, named, permissions};
use crate::cli::table;
use crate::config::Config;
use crate::model::{
    Lifetime, PlainToken, Scopes, SystemRole, SystemToken, SystemTokenKind, SystemUser, Workspace,
};
use crate::store::Created;
use crate::token::mint;
use crate::token::system::{NewSystemToken, NotMade, make};

/// What the verb's help ends with.
pub(super) const EXAMPLES: &str = "\
The token is a random string of letters and digits. Keep it as you keep a database password, on a server,
and send it as Authorization: Bearer …

Examples:
  wicketgate system-user token create --system-user reports --workspace acme-sons \\
      --permission flows:read --expires 60d --ip 192.0.2.0/24
  wicketgate system-user token create --system-user su_01JD3Q8V7K2M4N6P8R0T2W4Y6Z \\
      --permission flows:read --permission flows:write --json";

/// `wicketgate system-user token create`
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    store: StoreArguments,
    /// The system user's id, or its name in --workspace
    #[arg(long, value_name = "ID|NAME")]
    system_user: String,
    /// Its workspace (id or slug); needed where it is named by its name
    #[arg(long)]
    workspace: Option<String>,
    #[arg(long = "permission", value_name = "PERMISSION", required = true,
          value_parser = arguments::scopes, help = "What the token may do; may be repeated")]
    permissions: Vec<Scopes>,
    #[arg(long, value_name = "TIME", value_parser = arguments::permanent_ttl,
          help = "For how long it works, 1m to 3650d [default: until it is revoked]")]
    expires: Option<Lifetime>,
    #[arg(long = "ip", value_name = "CIDR", value_parser = arguments::network,
          help = "An address or network that it may come from; may be repeated [default: any]")]
    ip: Vec<IpNet>,
}

impl Create {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let asked = NewSystemToken {
            kind: SystemTokenKind::Permanent,
            permissions: permissions(&self.permissions, &opened.config)?,
            ip_allowlist: self.ip,
            lifetime: self.expires,
        };
        let user = find(&opened, &self.system_user, self.workspace.as_deref()).await?;
        Box::pin(give(&opened, &user, asked, self.store.json)).await
    }
}

/// What the help of `token temp` ends with.
pub(in crate::cli) const TEMP_EXAMPLES: &str = "\
It belongs to a system user \"Temporary access\" of the workspace, which is made when it is missing.

Example:
  wicketgate token temp --workspace acme-sons --expires 2h";

/// `wicketgate token temp`
#[derive(Debug, Args)]
pub struct Temp {
    #[command(flatten)]
    store: StoreArguments,
    /// The workspace that it acts for (id or slug)
    #[arg(long)]
    workspace: String,
    #[arg(long = "permission", value_name = "PERMISSION", value_parser = arguments::scopes,
          help = "What the token may do; may be repeated [default: every permission]")]
    permissions: Vec<Scopes>,
    #[arg(long, value_name = "TIME", value_parser = arguments::temporary_ttl,
          help = "For how long it works, 1m to less than a day [default: 23h]")]
    expires: Option<Lifetime>,
    #[arg(long = "ip", value_name = "CIDR", value_parser = arguments::network,
          help = "An address or network that it may come from; may be repeated [default: any]")]
    ip: Vec<IpNet>,
}

/// The system user of temporary tokens.
const TEMPORARY_ACCESS: &str = "Temporary access";

impl Temp {
    pub(in crate::cli) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let config = &opened.config;
        let workspace = opened.workspace(&self.workspace).await?;
        let asked = NewSystemToken {
            kind: SystemTokenKind::Temporary,
            permissions: match &self.permissions[..] {
                [] => every_permission(config)?,
                named => permissions(named, config)?,
            },
            ip_allowlist: self.ip,
            lifetime: self.expires,
        };
        let user = temporary_access(&opened, &workspace).await?;
        Box::pin(give(&opened, &user, asked, self.store.json)).await
    }
}

/// Every permission that means anything here: those of the catalogue, or else those that routes ask for.
fn every_permission(config: &Config) -> Result<Scopes, Exit> {
    let catalogue = config.scopes.iter().map(|scope| scope.name.parse());
    let catalogue: Result<Vec<Scopes>, _> = catalogue.collect();
    let mut all = catalogue.map_err(|error| Exit::of(Exit::Config, &error))?;
    all.extend(config.routes.iter().map(|route| route.scope.clone()));
    permissions(&all, config)
}

/// The system user of temporary tokens, made where it is missing.
async fn temporary_access(opened: &Opened, workspace: &Workspace) -> Result<SystemUser, Exit> {
    if let Some(user) = named(opened, TEMPORARY_ACCESS, &workspace.id).await? {
        return Ok(user);
    }
    let user = SystemUser {
        id: mint::system_user_id(opened.now, &*opened.entropy)?,
        workspace_id: workspace.id.clone(),
        name: TEMPORARY_ACCESS.to_owned(),
        role: SystemRole::Admin,
        permissions: Scopes::default(),
        tokens: Vec::new(),
        created_at: opened.now,
    };
    match opened.store.create_system_user(&user).await? {
        Created::Done => Ok(user),
        // Somebody else made it in the meantime.
        Created::Taken => {
            let found = named(opened, TEMPORARY_ACCESS, &workspace.id).await?;
            found.ok_or_else(|| Exit::Conflict("try again: it was just deleted".to_owned()))
        }
        Created::NoParent => Err(Exit::NotFound(format!(
            "workspace {} was just deleted",
            workspace.id
        ))),
    }
}

/// Makes a token and shows it.
async fn give(
    opened: &Opened,
    user: &SystemUser,
    asked: NewSystemToken,
    as_json: bool,
) -> Result<(), Exit> {
    let roots = opened.roots_to_mint().await?;
    let made = make(user, asked, &roots, &*opened.entropy, opened.now);
    let (token, plain) = made.map_err(|error| match error {
        NotMade::Permission { .. } => Exit::NotAllowed(error.to_string()),
        NotMade::TooLong => Exit::Usage(error.to_string()),
        NotMade::Entropy(error) => error.into(),
    })?;
    match opened.store.add_system_token(&user.id, &token).await? {
        Created::Done => tell(opened, user, &token, &plain, as_json),
        Created::NoParent => Err(Exit::NotFound(format!(
            "system user {} was just deleted",
            user.id
        ))),
        Created::Taken => Err(Exit::Conflict(format!(
            "there is a token {} already; try again",
            token.id
        ))),
    }
}

fn tell(
    opened: &Opened,
    user: &SystemUser,
    token: &SystemToken,
    plain: &PlainToken,
    as_json: bool,
) -> Result<(), Exit> {
    let what_now = format!(
        "revoke it with `wicketgate system-user token revoke {}` and make another",
        token.id
    );
    if as_json {
        let mut json = serde_json::json!({ "token": plain.reveal(), "token_type": "Bearer" });
        if let Some(members) = json.as_object_mut() {
            if let Some(end) = token.expires_at {
                let expires_in = end.since(opened.now).as_secs();
                drop(members.insert("expires_in".to_owned(), expires_in.into()));
            }
            members.extend(list::members(user, token, opened.now));
        }
        return print_secret(&format!("{json}\n"), &what_now);
    }
    let shown = [("token", plain.reveal().to_owned())];
    let more = list::lines(user, token, opened.now);
    let text = table::pairs(shown.into_iter().chain(more));
    print_secret(
        &format!("{text}\nKeep the token now: it is not shown again.\n"),
        &what_now,
    )
}
